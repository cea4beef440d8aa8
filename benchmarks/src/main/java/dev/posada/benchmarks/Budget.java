// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.util.function.LongSupplier;

/**
 * The time that a run may take, divided among its stages by their weight. A stage that needs less leaves the rest to all that
 * come, and one that needs more takes it from all alike.
 */
final class Budget {
    private final LongSupplier nanoTime;
    private final long end;
    private double weightLeft;

    /**
     * Begins now.
     *
     * @param nanos how long the run may take
     * @param weight of all stages together
     */
    Budget(long nanos, double weight, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + nanos;
        this.weightLeft = weight;
    }

    /** The next stage's part of the time that is left; it begins now. */
    Slice next(double weight) {
        long now = nanoTime.getAsLong();
        long share = weightLeft <= 0 ? 0 : (long) (Math.max(0, end - now) * Math.min(1, weight / weightLeft));
        weightLeft -= weight;
        return new Slice(now, share);
    }

    /** The time of one stage. */
    final class Slice {
        private final long start;
        private final long share;
        private long roundStart;
        private int rounds;

        private Slice(long start, long share) {
            this.start = start;
            this.share = share;
            this.roundStart = start;
        }

        double seconds() {
            return share / 1e9;
        }

        /** Whether another round fits, judged by how long the last one took. There is always a first. */
        boolean hasRound() {
            long now = nanoTime.getAsLong();
            long last = now - roundStart;
            boolean fits = rounds++ == 0 || now - start + last / 2 <= share;
            roundStart = now;
            return fits;
        }
    }
}
