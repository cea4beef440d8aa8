// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.ModelHost;

/** A model behind the OpenAI wire that makes vectors. */
record OpenAiEmbeddingModel(OpenAiProtocol protocol, ModelHost host, String name) implements EmbeddingModel {
    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return protocol.embed(name, request);
    }
}
