// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Where calls take the time from and how they wait; tests replace it. Implementations are thread-safe. */
public interface TimeSource {
    /** Nanoseconds since some fixed moment, as {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Waits until the time has passed or the latch is open, whichever is first.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void await(CountDownLatch latch, Duration time) throws InterruptedException;

    /** The clock of this machine. */
    static TimeSource system() {
        return SystemTimeSource.INSTANCE;
    }
}
