// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static dev.posada.testkit.JsonText.object;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an Ollama server answers, as WireMock stubs: {@code server.stubFor(OllamaStubs.chat("Hello"))}. Each is a builder to
 * which more conditions can be added. Any model is answered for. Without state and thread-safe.
 */
public final class OllamaStubs {
    private static final String CHAT = "/api/chat";
    private static final String MODEL = "stub";
    private static final String TIME = "2026-01-01T00:00:00Z";

    private OllamaStubs() {}

    /** A whole answer in one piece. */
    public static MappingBuilder chat(String text) {
        return stream(text);
    }

    /** An answer in pieces, each on a line of its own. */
    public static MappingBuilder stream(String... pieces) {
        return lines(Stream.concat(Stream.of(pieces).map(OllamaStubs::piece), Stream.of(end())));
    }

    /** An answer that breaks off after these pieces. */
    public static MappingBuilder interrupted(String... pieces) {
        return lines(Stream.of(pieces).map(OllamaStubs::piece));
    }

    /**
     * An answer that calls a tool.
     *
     * @param arguments a JSON object
     */
    public static MappingBuilder toolCall(String tool, String arguments) {
        Map<String, Object> function = object("name", tool, "arguments", JsonText.parse(arguments));
        Map<String, Object> message =
                object("role", "assistant", "content", "", "tool_calls", List.of(object("function", function)));
        return lines(Stream.of(line(message, false), end()));
    }

    /** A failure in the server's form: 404 for a model that is not there, 500 for one that crashed. */
    public static MappingBuilder error(int status, String message) {
        return Stubs.json(CHAT, status, object("error", message));
    }

    /** The list of models. */
    public static MappingBuilder models(String... names) {
        List<Object> models = new ArrayList<>();
        for (String name : names) {
            models.add(object(
                    "name",
                    name,
                    "model",
                    name,
                    "modified_at",
                    TIME,
                    "size",
                    1_000_000,
                    "details",
                    object("family", "stub")));
        }
        return Stubs.list("/api/tags", object("models", models));
    }

    /** Vectors, one for each text. */
    public static MappingBuilder embeddings(float[]... vectors) {
        return Stubs.json(
                "/api/embed", 200, object("model", MODEL, "embeddings", vectors, "prompt_eval_count", vectors.length));
    }

    private static MappingBuilder lines(Stream<Map<String, Object>> lines) {
        StringBuilder body = new StringBuilder();
        lines.forEach(line -> body.append(JsonText.write(line)).append('\n'));
        return Stubs.answer(CHAT, 200, "application/x-ndjson", body.toString());
    }

    private static Map<String, Object> piece(String text) {
        return line(object("role", "assistant", "content", text), false);
    }

    private static Map<String, Object> line(Map<String, Object> message, boolean done) {
        return object("model", MODEL, "created_at", TIME, "message", message, "done", done);
    }

    private static Map<String, Object> end() {
        Map<String, Object> line = line(object("role", "assistant", "content", ""), true);
        line.putAll(object("done_reason", "stop", "prompt_eval_count", 10, "eval_count", 5));
        return line;
    }
}
