// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static dev.posada.testkit.JsonText.object;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers of the wire that OpenAI-compatible servers, llama-server and LM Studio speak. */
final class OpenAiAnswers {
    static final String CHAT = "/v1/chat/completions";
    private static final String MODEL = "stub";

    private OpenAiAnswers() {}

    static MappingBuilder stream(String... pieces) {
        return events(Stream.concat(words(pieces), end("stop")), true);
    }

    static MappingBuilder interrupted(String... pieces) {
        return events(words(pieces), false);
    }

    static MappingBuilder toolCall(String tool, String arguments) {
        Map<String, Object> call = object(
                "index",
                0,
                "id",
                "call_1",
                "type",
                "function",
                "function",
                object("name", tool, "arguments", arguments));
        Map<String, Object> delta = object("role", "assistant", "tool_calls", List.of(call));
        return events(Stream.concat(Stream.of(chunk(delta, null)), end("tool_calls")), true);
    }

    static MappingBuilder embeddings(float[]... vectors) {
        List<Object> data = new ArrayList<>();
        for (float[] vector : vectors) {
            data.add(object("object", "embedding", "index", data.size(), "embedding", vector));
        }
        Object usage = object("prompt_tokens", vectors.length, "total_tokens", vectors.length);
        return Stubs.json(
                "/v1/embeddings", 200, object("object", "list", "data", data, "model", MODEL, "usage", usage));
    }

    private static Stream<Map<String, Object>> words(String... pieces) {
        return Stream.of(pieces).map(piece -> chunk(object("content", piece), null));
    }

    private static Stream<Map<String, Object>> end(String reason) {
        Map<String, Object> usage = chunk(object(), null);
        usage.put("choices", List.of());
        usage.put("usage", object("prompt_tokens", 10, "completion_tokens", 5, "total_tokens", 15));
        return Stream.of(chunk(object(), reason), usage);
    }

    private static Map<String, Object> chunk(Map<String, Object> delta, @Nullable String finishReason) {
        Map<String, Object> choice = object("index", 0, "delta", delta);
        if (finishReason != null) {
            choice.put("finish_reason", finishReason);
        }
        return object(
                "id",
                "chatcmpl-stub",
                "object",
                "chat.completion.chunk",
                "created",
                1_767_225_600,
                "model",
                MODEL,
                "choices",
                List.of(choice));
    }

    private static MappingBuilder events(Stream<Map<String, Object>> chunks, boolean done) {
        StringBuilder body = new StringBuilder();
        chunks.forEach(
                chunk -> body.append("data: ").append(JsonText.write(chunk)).append("\n\n"));
        if (done) {
            body.append("data: [DONE]\n\n");
        }
        return Stubs.answer(CHAT, 200, "text/event-stream", body.toString());
    }
}
