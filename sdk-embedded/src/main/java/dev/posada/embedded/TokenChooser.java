// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/** Chooses the tokens of one answer. Not thread-safe. */
interface TokenChooser {
    /**
     * Chooses the next token.
     *
     * @param scores one for each token; may be changed
     * @param remaining how many more tokens the answer may have, this one included; at least 1
     */
    int choose(float[] scores, int remaining);

    /** Makes a token that was decided on elsewhere part of the answer. */
    void accept(int token);

    /** Whether the answer is complete, so that no token that ends it is needed. */
    boolean isComplete();

    /** Whether the answer was brought to an end because no more tokens remained. */
    default boolean wasCutShort() {
        return false;
    }

    /** Chooses by the scores alone. */
    static TokenChooser free(Sampler sampler) {
        return new TokenChooser() {
            @Override
            public int choose(float[] scores, int remaining) {
                return sampler.choose(scores, token -> true);
            }

            @Override
            public void accept(int token) {
                // Any token may follow any other.
            }

            @Override
            public boolean isComplete() {
                return false;
            }
        };
    }
}
