// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ModelHost;
import dev.posada.testkit.ChatModelContract;
import dev.posada.testkit.Feature;
import dev.posada.testkit.HostSettings;
import dev.posada.testkit.Lacks;
import dev.posada.testkit.Wire;

@Lacks(value = Feature.UNTIDY_TOOL_CALLS, because = "each call has a block of its own, with an id and one name")
@Lacks(value = Feature.KEEP_ALIVES, because = "the protocol has none")
@Lacks(value = Feature.SEED, because = "the API has none")
@Lacks(value = Feature.LOGPROBS, because = "the API has none")
@Lacks(value = Feature.COMPLETION, because = "the API has none")
@Lacks(value = Feature.FILL_IN_THE_MIDDLE, because = "the API has none")
@Lacks(value = Feature.LIBRARY, because = "AWS hosts the models")
class BedrockContractTest extends ChatModelContract {
    BedrockContractTest() {
        super(Wire.bedrock());
    }

    /** The family that has most of what can be asked for. */
    @Override
    protected String modelName() {
        return "amazon.nova-2-lite-v1:0";
    }

    @Override
    protected String embeddingModelName() {
        return "amazon.titan-embed-text-v2:0";
    }

    @Override
    protected ModelHost open(HostSettings settings) {
        Bedrock.Builder builder = FaultyBedrock.builder(settings.url())
                .retryPolicy(settings.retryPolicy())
                .limits(settings.limits());
        settings.apiKey().ifPresent(builder::apiKey);
        return builder.build();
    }
}
