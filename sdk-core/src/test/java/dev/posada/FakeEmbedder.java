// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives every text the same vector, or fails. */
final class FakeEmbedder implements EmbeddingModel {
    private final String name;

    @Nullable
    PosadaException failure;

    int asked;

    @Nullable
    EmbeddingRequest last;

    FakeEmbedder(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModelHost host() {
        return new FakeModel(name, new ManualTime()).host();
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        asked++;
        last = request;
        if (failure != null) {
            throw failure;
        }
        Embedding vector = Embedding.of(new float[] {1});
        List<Embedding> vectors = request.texts().stream().map(text -> vector).toList();
        return new EmbeddingResponse(name, vectors, Usage.of(3, 0), Timings.none(), List.of());
    }
}
