// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ChatWarning;
import dev.posada.CompletionRequest;
import dev.posada.OutputFormat;
import dev.posada.Sampling;
import dev.posada.http.HttpRequest;
import dev.posada.http.JsonWriter;
import dev.posada.llamacpp.LlamaCppOptions.Use;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes requests to {@code /completion} and, for a gap, {@code /infill}. */
final class CompletionMapper {
    private CompletionMapper() {}

    /**
     * The request to send.
     *
     * @throws dev.posada.UnsupportedFeatureException if the options ask for what raw completion does not do
     */
    static HttpRequest request(String model, CompletionRequest request, LlamaCppOptions defaults) {
        Use use = request.suffix().isPresent() ? Use.INFILL : Use.COMPLETION;
        Map<String, String> fields = new LinkedHashMap<>();
        if (!model.isBlank()) {
            fields.put("model", LlamaCppJson.quote(model));
        }
        prompt(request, fields);
        fields.put("stream", "true");
        sampling(request.sampling(), fields);
        format(request.outputFormat(), fields);
        fields.putAll(OptionRules.fields(request, use, defaults));
        fields.putAll(request.extra());
        JsonWriter json = new JsonWriter().beginObject();
        fields.forEach((name, value) -> json.name(name).raw(value));
        return HttpRequest.post(use == Use.INFILL ? "/infill" : "/completion", json.endObject())
                .accept(HttpRequest.SSE);
    }

    private static void prompt(CompletionRequest request, Map<String, String> fields) {
        Optional<String> suffix = request.suffix();
        String prompt = LlamaCppJson.quote(request.prompt());
        if (suffix.isPresent()) {
            fields.put("input_prefix", prompt);
            fields.put("input_suffix", LlamaCppJson.quote(suffix.get()));
        } else {
            fields.put("prompt", prompt);
        }
    }

    private static void sampling(Sampling sampling, Map<String, String> fields) {
        sampling.temperature().ifPresent(value -> fields.put("temperature", Double.toString(value)));
        sampling.topP().ifPresent(value -> fields.put("top_p", Double.toString(value)));
        sampling.topK().ifPresent(value -> fields.put("top_k", Integer.toString(value)));
        sampling.minP().ifPresent(value -> fields.put("min_p", Double.toString(value)));
        sampling.presencePenalty().ifPresent(value -> fields.put("presence_penalty", Double.toString(value)));
        sampling.frequencyPenalty().ifPresent(value -> fields.put("frequency_penalty", Double.toString(value)));
        sampling.seed().ifPresent(value -> fields.put("seed", Long.toString(value)));
        sampling.maxTokens().ifPresent(value -> fields.put("n_predict", Integer.toString(value)));
        if (!sampling.stop().isEmpty()) {
            fields.put("stop", LlamaCppJson.array(sampling.stop()));
        }
    }

    private static void format(OutputFormat format, Map<String, String> fields) {
        switch (format.kind()) {
            case TEXT -> {}
            case JSON -> fields.put("json_schema", "{\"type\":\"object\"}");
            case JSON_SCHEMA -> fields.put("json_schema", format.schema().orElseThrow());
        }
    }

    /** What the caller should know about the request. */
    static List<ChatWarning> warnings(CompletionRequest request) {
        boolean foreign = !request.options().isEmpty()
                && request.options(LlamaCppOptions.class).isEmpty();
        return foreign
                ? List.of(
                        new ChatWarning(
                                ChatWarning.FOREIGN_OPTIONS,
                                "The request has options for other hosts, but no LlamaCppOptions; llama-server does not read them."))
                : List.of();
    }
}
