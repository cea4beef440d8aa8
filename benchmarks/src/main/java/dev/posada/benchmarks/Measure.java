// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

/** What is measured. A contestant does one round of it and tells the numbers. */
enum Measure {
    /** What is on the class path; takes no time. */
    JARS(0, 0, 0, 0),
    /** Long streams of words that recur, as real text has: what a token costs. */
    TOKENS(11, 60, 3, 6),
    /** Long streams of words of which none recurs. */
    UNIQUE(7, 20, 2, 2.5),
    /** One short chat after the other. */
    CHAT(9, 60_000, 1_000, 6),
    /** How soon the first words of a short stream are there. */
    FIRST(5, 30_000, 400, 2.5),
    /** How soon the server sees that a client has left. */
    CANCEL(1.5, 5, 5, 0.5),
    /** A prompt of 8 MiB. */
    PROMPT(2, 6, 2, 1),
    /** Many streams at once, at the pace of a model, in a JVM of their own. */
    CONCURRENT(18, 0, 0, 0),
    /** From the start of the JVM to the first words. */
    COLD(6, 0, 0, 0);

    private final double weight;
    private final int warmUp;
    private final int perRound;
    private final double warmUpSeconds;

    Measure(double weight, int warmUp, int perRound, double warmUpSeconds) {
        this.weight = weight;
        this.warmUp = warmUp;
        this.perRound = perRound;
        this.warmUpSeconds = warmUpSeconds;
    }

    /** The part of a run's time that each contestant gets for it: about the seconds that it needs. */
    double weight() {
        return weight;
    }

    /** Whether it is measured in a JVM that does the other such measures, too. */
    boolean isWarm() {
        return perRound > 0;
    }

    /**
     * How often a contestant does it next before it counts: until the JVM has compiled what is used, or time is up.
     *
     * @param done how often it was done so far
     * @param seconds since the warm-up began
     * @param most how long the warm-up may take where there is little time
     */
    int nextWarmUp(int done, double seconds, double most) {
        return seconds >= Math.min(warmUpSeconds, most) ? 0 : Math.min(perRound, warmUp - done);
    }

    /** How often it is done in a round. */
    int perRound() {
        return perRound;
    }
}
