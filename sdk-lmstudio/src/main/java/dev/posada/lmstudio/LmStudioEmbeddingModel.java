// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;

/** Makes vectors over the OpenAI side of the server. */
final class LmStudioEmbeddingModel implements EmbeddingModel {
    private final LmStudio host;
    private final String name;
    private final ModelRequests requests;

    LmStudioEmbeddingModel(LmStudio host, String name, ModelRequests requests) {
        this.host = host;
        this.name = name;
        this.requests = requests;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LmStudio host() {
        return host;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return requests.embed(name, request);
    }
}
