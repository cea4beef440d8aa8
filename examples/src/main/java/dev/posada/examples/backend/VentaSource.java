// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.backend;

import dev.posada.ChatWarning;
import dev.posada.FinishReason;
import dev.posada.Usage;
import dev.posada.http.FrameReader;
import dev.posada.http.HttpStream;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.util.ArrayList;
import java.util.List;

/** One answer as it comes in: a JSON object a line, the last of which says {@code "done":true}. */
final class VentaSource implements EventSource {
    private static final JsonNames LINE =
            JsonNames.of("message", "done", "done_reason", "prompt_eval_count", "eval_count", "error");
    private static final JsonNames MESSAGE = JsonNames.of("content", "thinking");

    private final HttpStream stream;
    private final FrameReader lines;
    private final List<ChatWarning> warnings;
    private boolean done;

    VentaSource(HttpStream stream, List<ChatWarning> requestWarnings) {
        this.stream = stream;
        this.lines = stream.frames();
        this.warnings = new ArrayList<>(requestWarnings);
        warnings.addAll(stream.warnings());
    }

    @Override
    public boolean advance(EventSink sink) {
        warnings.forEach(sink::warning);
        warnings.clear();
        if (!lines.next()) {
            return false; // without finish(): core makes an interruption of it
        }
        read(lines.json(), sink);
        if (done) {
            stream.complete();
        }
        return true;
    }

    private void read(JsonCursor json, EventSink sink) {
        String reason = "";
        int inputTokens = 0;
        int outputTokens = 0;
        json.beginObject();
        for (int field = json.nextName(LINE); field != JsonCursor.END; field = json.nextName(LINE)) {
            switch (field) {
                case 0 -> readMessage(json, sink);
                case 1 -> done = json.bool();
                case 2 -> reason = json.text();
                case 3 -> inputTokens = json.intValue();
                case 4 -> outputTokens = json.intValue();
                case 5 -> throw stream.failure(json.raw());
                default -> json.skip();
            }
        }
        if (done) {
            sink.usage(Usage.of(inputTokens, outputTokens));
            sink.finish(reasonOf(reason), reason);
        }
    }

    private static void readMessage(JsonCursor json, EventSink sink) {
        json.beginObject();
        for (int field = json.nextName(MESSAGE); field != JsonCursor.END; field = json.nextName(MESSAGE)) {
            switch (field) {
                case 0 -> sink.text(json.text());
                case 1 -> sink.thinking(json.text());
                default -> json.skip();
            }
        }
    }

    private static FinishReason reasonOf(String word) {
        return switch (word) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            default -> FinishReason.OTHER;
        };
    }

    @Override
    public void close() {
        stream.close();
    }
}
