// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static dev.posada.testkit.JsonText.object;

import dev.posada.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Server-sent events of the OpenAI API, and of the two servers that took it over with errors of their own. */
final class OpenAiWire implements Wire {
    enum Kind {
        OPEN_AI,
        LLAMA_SERVER,
        LM_STUDIO,
    }

    private final Kind kind;

    OpenAiWire(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public boolean asksModel(String method, String path) {
        return path.endsWith("/completions") || path.endsWith("/embeddings") || path.endsWith("/completion");
    }

    @Override
    public List<byte[]> encode(List<Piece> pieces) {
        return pieces.stream().map(this::encode).toList();
    }

    private byte[] encode(Piece piece) {
        if (piece instanceof Piece.Text text) {
            return delta(object("role", "assistant", "content", text.text()));
        } else if (piece instanceof Piece.Thinking thinking) {
            return delta(object("role", "assistant", "reasoning_content", thinking.text()));
        } else if (piece instanceof Piece.ToolCalls calls) {
            return delta(object("tool_calls", whole(calls.calls())));
        } else if (piece instanceof Piece.ToolFragment part) {
            return delta(object("tool_calls", List.of(call(part.index(), part.id(), part.name(), part.arguments()))));
        } else if (piece instanceof Piece.Finish finish) {
            return finish(finish);
        } else if (piece instanceof Piece.End) {
            return "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);
        } else if (piece instanceof Piece.Failure failure) {
            return failure(failure.message());
        }
        throw new UnsupportedOperationException("the OpenAI wire has no " + piece);
    }

    private static List<Object> whole(List<Piece.Call> calls) {
        List<Object> whole = new ArrayList<>();
        for (Piece.Call call : calls) {
            whole.add(call(whole.size(), call.id(), call.name(), call.arguments()));
        }
        return whole;
    }

    private static Map<String, Object> call(
            int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        Object function = object("name", name, "arguments", arguments);
        return object("index", index, "id", id, "type", id == null ? null : "function", "function", function);
    }

    private static byte[] finish(Piece.Finish finish) {
        String reason = finish.raw() != null ? finish.raw() : reason(finish.reason());
        Object usage = object(
                "prompt_tokens", INPUT_TOKENS,
                "completion_tokens", OUTPUT_TOKENS,
                "total_tokens", INPUT_TOKENS + OUTPUT_TOKENS);
        String chunks = event(chunk(List.of(object("index", 0, "delta", object(), "finish_reason", reason)), null))
                + event(chunk(List.of(), usage));
        return chunks.getBytes(StandardCharsets.UTF_8);
    }

    private static String reason(FinishReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private byte[] failure(String message) {
        Object error = kind == Kind.LLAMA_SERVER
                ? object("code", 500, "message", message, "type", "server_error")
                : object("message", message);
        String event = event(object("error", error, "message", kind == Kind.LM_STUDIO ? message : null));
        return ((kind == Kind.LM_STUDIO ? "event: error\n" : "") + event).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] delta(Object delta) {
        return event(chunk(List.of(object("index", 0, "delta", delta)), null)).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> chunk(List<?> choices, @Nullable Object usage) {
        return object(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion.chunk",
                "created",
                1_795_600_010,
                "model",
                "tiny",
                "choices",
                choices,
                "usage",
                usage);
    }

    private static String event(Object json) {
        return "data: " + JsonText.write(json) + "\n\n";
    }

    @Override
    public byte[] keepAlive() {
        return ":\n\n".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] malformedFrame() {
        return "data: {\"id\":\"chatcmpl-1\",oops}\n\n".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] endlessFrame() {
        return "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String errorBody(int status, String message) {
        Object code = kind == Kind.LLAMA_SERVER ? (Object) status : null;
        return JsonText.write(object("error", object("message", message, "type", "server_error", "code", code)));
    }

    /** LM Studio says nothing while it loads a model: what it may answer is an error like others. */
    @Override
    public String loadingBody() {
        if (kind == Kind.LM_STUDIO) {
            return errorBody(503, "busy");
        }
        return JsonText.write(
                object("error", object("code", 503, "message", "Loading model", "type", "unavailable_error")));
    }

    @Override
    public String embeddingsBody(List<List<Double>> vectors) {
        List<Object> data = new ArrayList<>();
        for (List<Double> vector : vectors) {
            data.add(object("object", "embedding", "index", data.size(), "embedding", vector));
        }
        Object usage = object("prompt_tokens", INPUT_TOKENS, "total_tokens", INPUT_TOKENS);
        return JsonText.write(object("object", "list", "model", "tiny", "data", data, "usage", usage));
    }

    @Override
    public Optional<String> besides(String path) {
        if (path.endsWith("/api/v1/models") && kind == Kind.LM_STUDIO) {
            return Optional.of(JsonText.write(object(
                    "models",
                    List.of(object(
                            "type",
                            "llm",
                            "key",
                            "tiny",
                            "loaded_instances",
                            List.of(object("id", "tiny", "config", object())),
                            "max_context_length",
                            4096,
                            "capabilities",
                            object("vision", true, "trained_for_tool_use", true))))));
        } else if (path.endsWith("/v1/models")) {
            return Optional.of(
                    JsonText.write(object("object", "list", "data", List.of(object("id", "tiny", "object", "model")))));
        } else if (path.endsWith("/input_tokens") && kind == Kind.LLAMA_SERVER) {
            return Optional.of(JsonText.write(object("input_tokens", INPUT_TOKENS)));
        } else if (path.contains("/props") && kind == Kind.LLAMA_SERVER) {
            return Optional.of(JsonText.write(object(
                    "default_generation_settings",
                    object("n_ctx", 4096),
                    "modalities",
                    object("vision", true, "audio", false, "video", false),
                    "is_sleeping",
                    false)));
        } else if (path.endsWith("/health") && kind == Kind.LLAMA_SERVER) {
            return Optional.of("{\"status\":\"ok\"}");
        }
        return Optional.empty();
    }
}
