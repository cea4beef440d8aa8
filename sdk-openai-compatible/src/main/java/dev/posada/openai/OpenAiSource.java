// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.StreamInterruptedException;
import dev.posada.http.FrameReader;
import dev.posada.http.HttpStream;
import dev.posada.http.JsonCursor;
import dev.posada.openai.Dialect.Terminator;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.List;

/** One streamed answer: frames from the transport, through the decoder, to the sink. Used by one thread at a time. */
final class OpenAiSource implements EventSource {
    private final HttpStream stream;
    private final FrameReader frames;
    private final OpenAiStreamDecoder decoder;
    private final Dialect dialect;
    private final List<ChatWarning> warnings;
    private final boolean isDocument;
    private boolean begun;
    private boolean done;

    /**
     * A source of one answer.
     *
     * @param warnings what the caller should know of how the request was written
     */
    OpenAiSource(HttpStream stream, OpenAiStreamDecoder decoder, Dialect dialect, List<ChatWarning> warnings) {
        this.stream = stream;
        this.frames = stream.frames();
        this.decoder = decoder;
        this.dialect = dialect;
        this.warnings = warnings;
        this.isDocument = stream.header("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
    }

    @Override
    public boolean advance(EventSink sink) {
        if (!begun) {
            begun = true;
            warnings.forEach(sink::warning);
            stream.warnings().forEach(sink::warning);
        }
        try {
            return !done && (isDocument ? readDocument(sink) : readFrames(sink));
        } catch (PosadaException e) {
            decoder.breakOff(sink);
            throw e;
        }
    }

    private boolean readFrames(EventSink sink) {
        if (!frames.next()) {
            return end(sink);
        }
        do {
            take(sink);
        } while (!done && frames.nextAtHand());
        return true;
    }

    private void take(EventSink sink) {
        if (frames.dataIs("[DONE]")) {
            finish(sink);
        } else if (frames.event().equals("error")) {
            throw stream.failure(frames.data());
        } else {
            decoder.decode(frames.json(), sink);
        }
    }

    private boolean end(EventSink sink) {
        if (!decoder.hasFinishReason()) {
            decoder.breakOff(sink);
            return false;
        }
        if (dialect.terminator() == Terminator.DONE) {
            throw new StreamInterruptedException(
                    "The answer broke off: the connection ended after the finish reason, but before [DONE]. If "
                            + dialect.name() + " never sends that, use a dialect with Terminator.FINISH_REASON.",
                    ErrorDetails.none());
        }
        finish(sink);
        return true;
    }

    /** Some proxies turn a streamed answer into a single document; its end is that of the JSON. */
    private boolean readDocument(EventSink sink) {
        decoder.decode(JsonCursor.of(stream.rest()), sink);
        finish(sink);
        return true;
    }

    private void finish(EventSink sink) {
        decoder.finish(sink);
        stream.complete();
        done = true;
    }

    @Override
    public void close() {
        stream.close();
    }
}
