// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

/** What is measured. A contestant does one round of it and tells the numbers. */
enum Measure {
    /** One short chat after the other. */
    CHAT(15_000, 500),
    /** One long stream: what a token costs. */
    TOKENS(15, 4),
    /** How soon the first words of a short stream are there. */
    FIRST(15_000, 500),
    /** Many streams at once, at the pace of a model. */
    CONCURRENT(0, 0),
    /** How soon the server sees that a client has left. */
    CANCEL(5, 5),
    /** A prompt of 8 MiB. */
    PROMPT(8, 2);

    /** No warm-up takes longer, however slow a contestant is. */
    private static final int WARM_UP_SECONDS = 5;

    private final int warmUp;
    private final int perRound;

    Measure(int warmUp, int perRound) {
        this.warmUp = warmUp;
        this.perRound = perRound;
    }

    /**
     * How often a contestant does it before it counts: until the JVM has compiled what is used, or time is up.
     *
     * @param done how often it was done so far
     */
    int nextWarmUp(int done, double seconds) {
        return seconds >= WARM_UP_SECONDS ? 0 : Math.min(perRound, warmUp - done);
    }

    /** How often it is done in a round. */
    int perRound() {
        return perRound;
    }
}
