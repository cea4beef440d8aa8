// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ModelHost;
import dev.posada.testkit.ChatModelContract;
import dev.posada.testkit.Feature;
import dev.posada.testkit.HostSettings;
import dev.posada.testkit.Lacks;
import dev.posada.testkit.Wire;

@Lacks(value = Feature.DOCUMENTS, because = "the API has none")
@Lacks(value = Feature.VIDEO, because = "the API has none")
@Lacks(value = Feature.RERANK, because = "the API has none")
@Lacks(value = Feature.FILL_IN_THE_MIDDLE, because = "the API has none")
@Lacks(value = Feature.TOKEN_COUNTING, because = "the API has none")
class LmStudioContractTest extends ChatModelContract {
    LmStudioContractTest() {
        super(Wire.lmStudio());
    }

    @Override
    protected ModelHost open(HostSettings settings) {
        LmStudio.Builder builder = LmStudio.builder()
                .url(settings.url())
                .retryPolicy(settings.retryPolicy())
                .limits(settings.limits());
        settings.apiKey().ifPresent(builder::apiKey);
        return builder.build();
    }
}
