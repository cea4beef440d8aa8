// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;

/**
 * How likely a token was.
 *
 * @param token the token's text
 * @param logprob the natural logarithm of its probability
 * @param alternatives the likeliest tokens at its place, likeliest first; empty if not asked for
 */
public record TokenLogprob(String token, double logprob, List<TokenLogprob> alternatives) {
    /** Copies the list. */
    public TokenLogprob {
        alternatives = List.copyOf(alternatives);
    }
}
