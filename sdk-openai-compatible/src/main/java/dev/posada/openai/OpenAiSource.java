// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.http.HttpStream;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import dev.posada.spi.json.JsonCursor;
import java.util.List;

/** One answer on its connection. Used by one thread at a time. */
final class OpenAiSource implements EventSource {
    private final HttpStream stream;
    private final OpenAiStreamDecoder decoder;
    private final OpenAiFrames frames;
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
        this.decoder = decoder;
        this.frames = new OpenAiFrames(stream.frames(), decoder, dialect, stream::failure);
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
        boolean more = frames.advance(sink);
        if (frames.isDone()) {
            complete();
        }
        return more;
    }

    /** Some proxies turn a streamed answer into a single document; its end is that of the JSON. */
    private boolean readDocument(EventSink sink) {
        decoder.decode(JsonCursor.of(stream.rest()), sink);
        if (!decoder.hasFinishReason()) {
            throw new ProtocolException(
                    "The server answered with a JSON document that holds no finished answer.", ErrorDetails.none());
        }
        decoder.finish(sink);
        complete();
        return true;
    }

    private void complete() {
        stream.complete();
        done = true;
    }

    @Override
    public void close() {
        stream.close();
    }
}
