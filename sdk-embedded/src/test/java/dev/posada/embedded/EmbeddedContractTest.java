// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.ModelHost;
import dev.posada.testkit.ChatModelContract;
import dev.posada.testkit.Feature;
import dev.posada.testkit.HostSettings;
import dev.posada.testkit.Lacks;

@Lacks(value = Feature.SERVER, because = "runs in this JVM: no wire, nothing to break")
@Lacks(value = Feature.IMAGES, because = "the model reads text only")
@Lacks(value = Feature.DOCUMENTS, because = "the model reads text only")
@Lacks(value = Feature.VIDEO, because = "the model reads text only")
@Lacks(value = Feature.LOGPROBS, because = "the engine gives none")
@Lacks(value = Feature.EMBEDDINGS, because = "a chat model only")
@Lacks(value = Feature.RERANK, because = "a chat model only")
@Lacks(value = Feature.FILL_IN_THE_MIDDLE, because = "not trained for it")
@Lacks(value = Feature.LIBRARY, because = "one model, in the jar")
class EmbeddedContractTest extends ChatModelContract {
    @Override
    protected ModelHost open(HostSettings settings) {
        return Embedded.demo();
    }

    @Override
    protected String modelName() {
        return Embedded.DEMO_MODEL;
    }
}
