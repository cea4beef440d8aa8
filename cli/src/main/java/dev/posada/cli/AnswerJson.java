// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.posada.ChatResponse;
import dev.posada.Content;
import dev.posada.Timings;
import dev.posada.Usage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An answer as the one object that {@code --json} promises. Scripts rely on the names: fields are added, never changed. */
final class AnswerJson {
    private AnswerJson() {}

    static String text(ChatResponse response, URI host) {
        return Json.text(json -> {
            json.writeStartObject();
            json.writeStringField("text", response.text());
            Json.optional(json, "thinking", Optional.of(response.thinking()).filter(text -> !text.isEmpty()));
            writeToolCalls(json, response.toolCalls());
            json.writeStringField("finish", FailureReport.word(response.finishReason()));
            json.writeStringField("model", response.model());
            json.writeStringField("host", host.toString());
            writeUsage(json, response.usage());
            writeTimings(json, response.timings(), response.usage());
            json.writeEndObject();
        });
    }

    private static void writeToolCalls(JsonGenerator json, List<Content.ToolCall> calls) throws IOException {
        if (calls.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("toolCalls");
        for (Content.ToolCall call : calls) {
            json.writeStartObject();
            json.writeStringField("id", call.id());
            json.writeStringField("name", call.name());
            json.writeFieldName("arguments");
            if (call.argumentsProblem().isEmpty()) {
                Json.copy(json, call.arguments());
            } else {
                json.writeString(call.arguments()); // not JSON, so its raw text
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeUsage(JsonGenerator json, Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("inputTokens", usage.inputTokens());
        json.writeNumberField("outputTokens", usage.outputTokens());
        json.writeEndObject();
    }

    private static void writeTimings(JsonGenerator json, Timings timings, Usage usage) throws IOException {
        json.writeObjectFieldStart("timings");
        Json.optionalMillis(json, "totalMs", timings.total());
        Json.optionalMillis(json, "loadMs", timings.load());
        Json.optionalMillis(json, "promptMs", timings.prompt());
        Json.optionalMillis(json, "generationMs", timings.generation());
        Json.optionalMillis(json, "firstTokenMs", timings.firstToken());
        if (timings.tokensPerSecond(usage).isPresent()) {
            double speed = timings.tokensPerSecond(usage).getAsDouble();
            json.writeNumberField("tokensPerSecond", Math.round(speed * 10) / 10.0);
        }
        json.writeEndObject();
    }
}
