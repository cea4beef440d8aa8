// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ChatWarning;
import dev.posada.http.FrameReader;
import dev.posada.http.HttpStream;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.List;

/** One answer as it comes in, line by line. */
final class OllamaSource implements EventSource {
    private final HttpStream stream;
    private final FrameReader lines;
    private final OllamaStreamDecoder decoder;
    private final List<ChatWarning> requestWarnings;
    private boolean begun;

    /**
     * The source of an answer.
     *
     * @param requestWarnings what the caller should know of how the request was put into Ollama's words
     */
    OllamaSource(HttpStream stream, OllamaPromptCheck promptCheck, List<ChatWarning> requestWarnings) {
        this.stream = stream;
        this.lines = stream.frames();
        this.decoder = new OllamaStreamDecoder(stream::failure, promptCheck);
        this.requestWarnings = requestWarnings;
    }

    @Override
    public boolean advance(EventSink sink) {
        if (!begun) {
            begun = true;
            requestWarnings.forEach(sink::warning);
            stream.warnings().forEach(sink::warning);
        }
        if (!lines.next()) {
            return false;
        }
        do {
            decoder.decode(lines.json(), sink);
        } while (!decoder.isDone() && lines.nextAtHand());
        if (decoder.isDone()) {
            stream.complete();
        }
        return true;
    }

    @Override
    public void close() {
        stream.close();
    }
}
