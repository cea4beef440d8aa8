// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.backend;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.Message;
import dev.posada.OutputFormat;
import dev.posada.Sampling;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.JsonWriter;
import java.util.List;

/** Puts a request into the server's words, and refuses what it has no words for. Immutable. */
final class VentaRequest {
    private final ChatRequest request;
    private final ErrorDetails where;

    /** A request, whose refusal tells where it was to go. */
    VentaRequest(ChatRequest request, ErrorDetails where) {
        this.request = request;
        this.where = where;
        refuse(!request.tools().isEmpty(), "tools");
        refuse(request.thinking().isPresent(), "setting for thinking");
        refuse(request.topLogprobs().isPresent(), "log probabilities");
        refuse(request.outputFormat().kind() != OutputFormat.Kind.TEXT, "output format");
        for (Message message : request.messages()) {
            refuse(message instanceof Message.ToolResult, "results of tools");
            for (Content part : message.content()) {
                boolean isWords = part instanceof Content.Text || part instanceof Content.Thinking;
                refuse(!isWords, part.getClass().getSimpleName());
            }
        }
    }

    private void refuse(boolean isThere, String what) {
        if (isThere) {
            throw new UnsupportedFeatureException(
                    "Venta takes words alone, so a request can have no " + what + ". Use another host for it.", where);
        }
    }

    /** What the caller should know: options for another backend are not read here. */
    List<ChatWarning> warnings() {
        return request.options().stream()
                .map(options -> new ChatWarning(
                        ChatWarning.FOREIGN_OPTIONS,
                        "The request holds " + options.getClass().getSimpleName() + ", which Venta does not read."))
                .toList();
    }

    /** The body of the request. */
    JsonWriter json(String model) {
        JsonWriter json = new JsonWriter().beginObject().field("model", model).field("stream", true);
        json.name("messages").beginArray();
        for (Message message : request.messages()) {
            json.beginObject()
                    .field("role", role(message))
                    .field("content", message.text())
                    .endObject();
        }
        json.endArray();
        json.name("options").beginObject();
        write(request.sampling(), json);
        json.endObject();
        request.extra().forEach((name, value) -> json.name(name).raw(value));
        return json.endObject();
    }

    private static String role(Message message) {
        if (message instanceof Message.System) {
            return "system";
        }
        return message instanceof Message.User ? "user" : "assistant";
    }

    private static void write(Sampling sampling, JsonWriter json) {
        sampling.temperature().ifPresent(value -> json.field("temperature", value));
        sampling.topP().ifPresent(value -> json.field("top_p", value));
        sampling.topK().ifPresent(value -> json.field("top_k", value));
        sampling.minP().ifPresent(value -> json.field("min_p", value));
        sampling.presencePenalty().ifPresent(value -> json.field("presence_penalty", value));
        sampling.frequencyPenalty().ifPresent(value -> json.field("frequency_penalty", value));
        sampling.seed().ifPresent(value -> json.field("seed", value));
        sampling.maxTokens().ifPresent(value -> json.field("num_predict", value));
        if (!sampling.stop().isEmpty()) {
            json.name("stop").beginArray();
            sampling.stop().forEach(json::value);
            json.endArray();
        }
    }
}
