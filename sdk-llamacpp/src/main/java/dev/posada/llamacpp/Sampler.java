// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

/** A step in choosing the next token. The list grows: a program that switches over it should have a default branch. */
public enum Sampler {
    /** Punishes repetitions: the repeat, presence and frequency penalties. */
    PENALTIES("penalties"),
    /** Punishes repeated sequences. */
    DRY("dry"),
    /** Leaves out tokens far below the best. */
    TOP_N_SIGMA("top_n_sigma"),
    /** Leaves over a number of likeliest tokens. */
    TOP_K("top_k"),
    /** Leaves out untypical tokens. */
    TYPICAL_P("typ_p"),
    /** Leaves over the likeliest tokens that have a share of the probability together. */
    TOP_P("top_p"),
    /** Leaves out tokens less likely than a share of the likeliest one. */
    MIN_P("min_p"),
    /** Leaves out the likeliest tokens now and then. */
    XTC("xtc"),
    /** Flattens or sharpens the probabilities. */
    TEMPERATURE("temperature"),
    /** For filling gaps. */
    INFILL("infill"),
    /** Steers towards a probability. */
    ADAPTIVE_P("adaptive_p");

    private final String wireName;

    Sampler(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
