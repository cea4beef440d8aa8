// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.Sampling;
import dev.posada.http.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the settings that all backends share into Ollama's model options. */
final class OllamaSampling {
    private OllamaSampling() {}

    /**
     * The model options: names with JSON text.
     *
     * @param options Ollama's own options, which win
     */
    static Map<String, String> of(Sampling sampling, Map<String, String> options) {
        if (sampling.isEmpty()) {
            return options;
        }
        Map<String, String> all = new LinkedHashMap<>();
        sampling.temperature().ifPresent(value -> all.put("temperature", Double.toString(value)));
        sampling.topP().ifPresent(value -> all.put("top_p", Double.toString(value)));
        sampling.topK().ifPresent(value -> all.put("top_k", Integer.toString(value)));
        sampling.minP().ifPresent(value -> all.put("min_p", Double.toString(value)));
        sampling.presencePenalty().ifPresent(value -> all.put("presence_penalty", Double.toString(value)));
        sampling.frequencyPenalty().ifPresent(value -> all.put("frequency_penalty", Double.toString(value)));
        sampling.seed().ifPresent(value -> all.put("seed", Long.toString(value)));
        sampling.maxTokens().ifPresent(value -> all.put("num_predict", Integer.toString(value)));
        if (!sampling.stop().isEmpty()) {
            // An array always: the server refuses a single string.
            JsonWriter texts = new JsonWriter().beginArray();
            sampling.stop().forEach(texts::value);
            all.put("stop", texts.endArray().toString());
        }
        all.putAll(options);
        return all;
    }
}
