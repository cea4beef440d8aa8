// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatWarning;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;

/** One answer as it comes in, event by event. */
final class BedrockSource implements EventSource {
    /** How long the end of the connection may take after the end of the answer. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventPump pump;
    private final BedrockStreamDecoder decoder;
    private final List<ChatWarning> requestWarnings;
    private boolean begun;

    /**
     * The source of an answer.
     *
     * @param requestWarnings what the caller should know of how the request was put into Bedrock's words
     */
    BedrockSource(EventPump pump, BedrockStreamDecoder decoder, List<ChatWarning> requestWarnings) {
        this.pump = pump;
        this.decoder = decoder;
        this.requestWarnings = requestWarnings;
    }

    @Override
    public boolean advance(EventSink sink) {
        if (!begun) {
            begun = true;
            sink.started(pump.requestId(), null);
            requestWarnings.forEach(sink::warning);
        }
        // A server as fast as the reader would otherwise never let this end, and all that it sends would wait in
        // memory.
        int left = EventPump.WINDOW;
        do {
            @Nullable ConverseStreamOutput event = pump.next();
            if (event == null) {
                return false;
            }
            decoder.decode(event, sink);
            left--;
        } while (!decoder.isDone() && left > 0 && pump.isAtHand());
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
