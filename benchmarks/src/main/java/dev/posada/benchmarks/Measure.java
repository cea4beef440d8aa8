// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

/** What is measured. A contestant does one round of it and tells the numbers. */
enum Measure {
    /** One short chat after the other. */
    CHAT(4000, 500),
    /** One long stream: what a token costs. */
    TOKENS(15, 4),
    /** How soon the first words of a short stream are there. */
    FIRST(3000, 500),
    /** Many streams at once, at the pace of a model. */
    CONCURRENT(0, 0),
    /** How soon the server sees that a client has left. */
    CANCEL(20, 10),
    /** A prompt of 8 MiB. */
    PROMPT(10, 3);

    private final int warmUp;
    private final int perRound;

    Measure(int warmUp, int perRound) {
        this.warmUp = warmUp;
        this.perRound = perRound;
    }

    /** How often a contestant does it before it counts. */
    int warmUp() {
        return warmUp;
    }

    /** How often it is done in a round. */
    int perRound() {
        return perRound;
    }
}
