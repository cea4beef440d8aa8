// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;

/**
 * Vectors of texts.
 *
 * @param model the model that made them, as the host names it
 * @param embeddings the vectors, in the order of the texts
 * @param usage how many tokens the texts had
 * @param timings where the time went
 * @param warnings what the caller should know
 */
public record EmbeddingResponse(
        String model, List<Embedding> embeddings, Usage usage, Timings timings, List<ChatWarning> warnings) {
    /** Copies the lists. */
    public EmbeddingResponse {
        embeddings = List.copyOf(embeddings);
        warnings = List.copyOf(warnings);
    }
}
