// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;

/** A model that orders documents by how well they answer a question. Light and thread-safe. */
public interface RerankModel {
    /** The model's name on its host. */
    String name();

    /** The host that serves the model. */
    ModelHost host();

    /**
     * Orders documents by how well they answer a question. The calling thread waits for it.
     *
     * @param query the question
     * @param documents the texts
     * @param limit how many of the best to return; at least 1
     * @return the best ones, best first
     * @throws PosadaException if the host does not answer in full
     */
    List<RankedDocument> rerank(String query, List<String> documents, int limit);

    /** Orders all documents by how well they answer a question. */
    default List<RankedDocument> rerank(String query, List<String> documents) {
        return documents.isEmpty() ? List.of() : rerank(query, documents, documents.size());
    }
}
