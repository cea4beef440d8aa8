// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ModelHost;
import dev.posada.testkit.ChatModelContract;
import dev.posada.testkit.Feature;
import dev.posada.testkit.HostSettings;
import dev.posada.testkit.Lacks;
import dev.posada.testkit.Wire;

@Lacks(value = Feature.TOOL_FRAGMENTS, because = "calls come whole")
@Lacks(value = Feature.TOOL_ARGUMENTS_AS_TEXT, because = "arguments are JSON objects")
@Lacks(value = Feature.TOOL_CHOICE, because = "the API has none")
@Lacks(value = Feature.DOCUMENTS, because = "the API has none")
@Lacks(value = Feature.VIDEO, because = "the API has none")
@Lacks(value = Feature.RERANK, because = "the API has none")
@Lacks(value = Feature.TOKEN_COUNTING, because = "the API has none")
class OllamaContractTest extends ChatModelContract {
    OllamaContractTest() {
        super(Wire.ollama());
    }

    @Override
    protected ModelHost open(HostSettings settings) {
        Ollama.Builder builder = Ollama.builder()
                .url(settings.url())
                .retryPolicy(settings.retryPolicy())
                .limits(settings.limits());
        settings.apiKey().ifPresent(builder::apiKey);
        return builder.build();
    }
}
