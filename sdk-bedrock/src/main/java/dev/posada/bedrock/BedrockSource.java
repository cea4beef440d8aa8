// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatWarning;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/** One answer as it comes in, frame by frame. */
final class BedrockSource implements EventSource {
    /** How long the end of the connection may take after the end of the answer. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BodyPump pump;
    private final @Nullable String requestId;
    private final FrameBuffer frames;
    private final BedrockStreamDecoder decoder;
    private final List<ChatWarning> requestWarnings;
    private boolean begun;

    /**
     * The source of an answer.
     *
     * @param head the head of the answer
     * @param eventBytes the longest event
     * @param formatTool the tool whose arguments are the text of the answer, if the model was made to answer so
     * @param requestWarnings what the caller should know of how the request was put into Bedrock's words
     */
    BedrockSource(
            BodyPump pump,
            SdkHttpResponse head,
            int eventBytes,
            @Nullable String formatTool,
            List<ChatWarning> requestWarnings) {
        this.pump = pump;
        this.requestId = head.firstMatchingHeader("x-amzn-RequestId").orElse(null);
        this.frames = new FrameBuffer(
                eventBytes, head.firstMatchingHeader("Content-Type").orElse(""));
        this.decoder = new BedrockStreamDecoder(formatTool, this::failure);
        this.requestWarnings = requestWarnings;
    }

    private RuntimeException failure(FrameBuffer frame) {
        return pump.failure(StreamFailure.of(frame, requestId));
    }

    /** Hands out at most what one read has brought: a server as fast as the reader would otherwise never let this end. */
    @Override
    public boolean advance(EventSink sink) {
        if (!begun) {
            begun = true;
            sink.started(requestId, null);
            requestWarnings.forEach(sink::warning);
        }
        if (!nextFrame()) {
            return false;
        }
        do {
            decoder.decode(frames, sink);
        } while (!decoder.isDone() && frames.next());
        return true;
    }

    private boolean nextFrame() {
        while (!frames.next()) {
            List<ByteBuffer> more = pump.next();
            if (more == null) {
                return false;
            }
            more.forEach(frames::add);
        }
        return true;
    }

    @Override
    public void close() {
        if (decoder.isDone()) {
            pump.complete(PATIENCE_NANOS);
        } else {
            pump.cancel();
        }
    }
}
