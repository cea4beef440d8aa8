// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;

/** A model that turns text into vectors, so that texts of like meaning lie close together. Light and thread-safe. */
public interface EmbeddingModel {
    /** The model's name on its host. */
    String name();

    /** The host that serves the model. */
    ModelHost host();

    /**
     * The vectors of the request's texts, in their order. The calling thread waits for them.
     *
     * @throws PosadaException if the host does not answer in full
     */
    EmbeddingResponse embed(EmbeddingRequest request);

    /** The vector of a text. */
    default Embedding embed(String text) {
        return embed(EmbeddingRequest.of(List.of(text))).embeddings().get(0);
    }

    /** The vectors of texts, in their order. An empty list has none, and the host is not asked. */
    default List<Embedding> embed(List<String> texts) {
        return texts.isEmpty() ? List.of() : embed(EmbeddingRequest.of(texts)).embeddings();
    }
}
