// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ChatWarning;
import dev.posada.http.FrameReader;
import dev.posada.http.HttpStream;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import dev.posada.spi.json.JsonCursor;
import java.util.List;

/**
 * The answer of {@code /completion} and {@code /infill} as it comes in. There is no {@code [DONE]} at its end; one without a frame
 * that says that it is the last broke off.
 */
final class CompletionSource implements EventSource {
    private final HttpStream stream;
    private final CompletionDecoder decoder;
    private final List<ChatWarning> warnings;
    private boolean warned;

    CompletionSource(HttpStream stream, List<ChatWarning> warnings) {
        this.stream = stream;
        this.decoder = new CompletionDecoder(stream::failure);
        this.warnings = warnings;
    }

    @Override
    public boolean advance(EventSink sink) {
        if (!warned) {
            warned = true;
            stream.warnings().forEach(sink::warning);
            warnings.forEach(sink::warning);
        }
        if (isDocument()) {
            decoder.decode(JsonCursor.of(stream.rest()), sink);
            return false;
        }
        return read(stream.frames(), sink);
    }

    private boolean read(FrameReader frames, EventSink sink) {
        if (!frames.next()) {
            return false;
        }
        do {
            decoder.decode(frames.json(), sink);
        } while (!decoder.isComplete() && frames.nextAtHand());
        if (decoder.isComplete()) {
            stream.complete();
        }
        return !decoder.isComplete();
    }

    /** Some proxies gather a stream; others answer with an error of their own as if it were a success. */
    private boolean isDocument() {
        return stream.header("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
    }

    @Override
    public void close() {
        stream.close();
    }
}
