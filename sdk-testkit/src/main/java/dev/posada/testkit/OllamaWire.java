// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static dev.posada.testkit.JsonText.object;

import dev.posada.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class OllamaWire implements Wire {
    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public boolean asksModel(String method, String path) {
        return path.endsWith("/api/chat") || path.endsWith("/api/generate") || path.endsWith("/api/embed");
    }

    @Override
    public List<byte[]> encode(List<Piece> pieces) {
        List<byte[]> encoded = new ArrayList<>();
        String reason = "stop";
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Finish finish) {
                reason = reason(finish);
            }
            encoded.add(encode(piece, reason));
        }
        return encoded;
    }

    private static byte[] encode(Piece piece, String reason) {
        if (piece instanceof Piece.Text text) {
            return message("content", text.text());
        } else if (piece instanceof Piece.Thinking thinking) {
            return message("thinking", thinking.text());
        } else if (piece instanceof Piece.ToolCalls calls) {
            return message(
                    "tool_calls", calls.calls().stream().map(OllamaWire::call).toList());
        } else if (piece instanceof Piece.Finish) {
            return new byte[0]; // stands in the last line
        } else if (piece instanceof Piece.End) {
            return last(reason);
        } else if (piece instanceof Piece.Failure failure) {
            return line(object("error", failure.message()));
        }
        throw new UnsupportedOperationException("Ollama's wire has no " + piece);
    }

    /** Ollama has no word for calls: it says "stop" for them, too. */
    private static String reason(Piece.Finish finish) {
        if (finish.raw() != null) {
            return finish.raw();
        }
        return finish.reason() == FinishReason.LENGTH ? "length" : "stop";
    }

    private static Map<String, Object> call(Piece.Call call) {
        Object arguments = JsonText.parseOrKeep(call.arguments());
        return object("id", call.id(), "function", object("name", call.name(), "arguments", arguments));
    }

    private static byte[] message(String field, Object value) {
        Map<String, Object> message = object("role", "assistant", "content", "");
        message.put(field, value);
        return answer(message, false, null);
    }

    private static byte[] last(String reason) {
        return answer(object("role", "assistant", "content", ""), true, reason);
    }

    private static byte[] answer(Object message, boolean done, @Nullable String reason) {
        return line(object(
                "model", "tiny",
                "created_at", "2026-11-22T09:14:03.118204Z",
                "message", message,
                "done", done,
                "done_reason", reason,
                "total_duration", done ? 1_000_000_000L : null,
                "load_duration", done ? 500_000_000L : null,
                "prompt_eval_count", done ? INPUT_TOKENS : null,
                "prompt_eval_duration", done ? 100_000_000L : null,
                "eval_count", done ? OUTPUT_TOKENS : null,
                "eval_duration", done ? 400_000_000L : null));
    }

    private static byte[] line(Object json) {
        return (JsonText.write(json) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] keepAlive() {
        return "\n".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] malformedFrame() {
        return "{\"model\":\"tiny\",oops}\n".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] endlessFrame() {
        return "{\"model\":\"tiny\",\"message\":{\"role\":\"assistant\",\"content\":\""
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String errorBody(int status, String message) {
        return JsonText.write(object("error", message));
    }

    /** Ollama loads on demand and lets requests wait; a queue that is full is the nearest that it has. */
    @Override
    public String loadingBody() {
        return errorBody(503, "server busy, please try again.  maximum pending requests exceeded");
    }

    @Override
    public String embeddingsBody(List<List<Double>> vectors) {
        return JsonText.write(object("model", "tiny", "embeddings", vectors, "prompt_eval_count", INPUT_TOKENS));
    }

    @Override
    public Optional<String> besides(String path) {
        if (path.endsWith("/api/show")) {
            return Optional.of(JsonText.write(object(
                    "capabilities", List.of("completion", "tools", "thinking", "vision", "insert", "embedding"),
                    "details", object("family", "tiny"),
                    "model_info", object("general.architecture", "tiny", "tiny.context_length", 4096))));
        } else if (path.endsWith("/api/tags")) {
            return Optional.of(JsonText.write(object("models", List.of(object("name", "tiny", "model", "tiny")))));
        } else if (path.endsWith("/api/ps")) {
            return Optional.of("{\"models\":[]}");
        } else if (path.endsWith("/api/version")) {
            return Optional.of("{\"version\":\"0.33.0\"}");
        } else if (path.equals("/")) {
            return Optional.of("Ollama is running");
        }
        return Optional.empty();
    }
}
