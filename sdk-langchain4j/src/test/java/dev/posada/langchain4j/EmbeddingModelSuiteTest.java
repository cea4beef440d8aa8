// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.common.AbstractEmbeddingModelIT;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import java.util.List;

/** LangChain4j's suite for embedding models, over a scripted host. */
class EmbeddingModelSuiteTest extends AbstractEmbeddingModelIT {
    @Override
    protected List<EmbeddingModel> models() {
        return List.of(PosadaEmbeddingModel.of(new WellReadHost().embeddingModel("vectors")));
    }

    @Override
    protected EmbeddingModel modelWith(EmbeddingModelListener listener) {
        return PosadaEmbeddingModel.of(new WellReadHost().embeddingModel("vectors"), List.of(listener));
    }

    @Override
    protected EmbeddingModel failingModelWith(EmbeddingModelListener listener) {
        return PosadaEmbeddingModel.of(new WellReadHost().embeddingModel(WellReadHost.LOCKED), List.of(listener));
    }

    @Override
    protected boolean supportsInputTypeParameter() {
        return false;
    }

    @Override
    protected boolean supportsImageInput() {
        return false;
    }
}
