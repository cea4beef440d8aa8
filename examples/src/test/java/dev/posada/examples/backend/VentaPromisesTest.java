// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.backend;

import dev.posada.ModelHost;
import dev.posada.testkit.ChatModelContract;
import dev.posada.testkit.Feature;
import dev.posada.testkit.HostSettings;
import dev.posada.testkit.Lacks;
import dev.posada.testkit.Wire;

@Lacks(value = Feature.TOOLS, because = "takes words alone")
@Lacks(value = Feature.TOOL_CHOICE, because = "takes words alone")
@Lacks(value = Feature.TOOL_FRAGMENTS, because = "takes words alone")
@Lacks(value = Feature.TOOL_ARGUMENTS_AS_TEXT, because = "takes words alone")
@Lacks(value = Feature.UNTIDY_TOOL_CALLS, because = "takes words alone")
@Lacks(value = Feature.STRUCTURED_OUTPUT, because = "takes words alone")
@Lacks(value = Feature.THINKING, because = "models think as they like")
@Lacks(value = Feature.IMAGES, because = "takes words alone")
@Lacks(value = Feature.DOCUMENTS, because = "takes words alone")
@Lacks(value = Feature.VIDEO, because = "takes words alone")
@Lacks(value = Feature.LOGPROBS, because = "takes words alone")
@Lacks(value = Feature.EMBEDDINGS, because = "only chats")
@Lacks(value = Feature.RERANK, because = "only chats")
@Lacks(value = Feature.COMPLETION, because = "only chats")
@Lacks(value = Feature.FILL_IN_THE_MIDDLE, because = "only chats")
@Lacks(value = Feature.TOKEN_COUNTING, because = "only chats")
@Lacks(value = Feature.LIBRARY, because = "only chats")
class VentaPromisesTest extends ChatModelContract {
    VentaPromisesTest() {
        super(Wire.ollama());
    }

    @Override
    protected ModelHost open(HostSettings settings) {
        Venta.Builder builder = Venta.builder()
                .url(settings.url())
                .retryPolicy(settings.retryPolicy())
                .limits(settings.limits());
        settings.apiKey().ifPresent(builder::apiKey);
        return builder.build();
    }
}
