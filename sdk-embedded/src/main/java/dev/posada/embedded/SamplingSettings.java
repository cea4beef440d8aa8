// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * How the next token is chosen.
 *
 * @param temperature 0 takes the likeliest token always
 * @param topK chooses among this many likeliest tokens; 0 for all
 * @param topP chooses among the likeliest tokens that have this much probability together; 1 for all
 * @param minP leaves out tokens less likely than this share of the likeliest one; 0 for none
 * @param presencePenalty taken from the score of each token that the answer has already
 * @param frequencyPenalty taken from the score of a token once for each time that the answer has it already
 */
record SamplingSettings(
        double temperature,
        int topK,
        double topP,
        double minP,
        double presencePenalty,
        double frequencyPenalty,
        long seed) {

    static SamplingSettings greedy() {
        return new SamplingSettings(0, 0, 1, 0, 0, 0, 0);
    }
}
