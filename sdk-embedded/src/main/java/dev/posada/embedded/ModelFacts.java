// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * What is told of a model without reading its weights.
 *
 * @param window most tokens that a conversation may hold
 * @param parameters number of weights
 * @param bytes size of the file
 */
record ModelFacts(String name, int window, long parameters, long bytes) {
    static ModelFacts of(GgufHeader header, long bytes) {
        long parameters = header.tensors().values().stream()
                .mapToLong(tensor -> (long) tensor.columns() * tensor.rows())
                .sum();
        String name = header.has("general.name") ? header.string("general.name") : "";
        return new ModelFacts(name, ModelShape.of(header).window(), parameters, bytes);
    }
}
