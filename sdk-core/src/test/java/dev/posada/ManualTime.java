// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it; waiting moves it and is written down. */
final class ManualTime implements TimeSource {
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void await(CountDownLatch latch, Duration time) {
        waits.add(time);
        advance(time);
    }

    /** Calls note before when they began to wait, as they do within milliseconds of a clock that runs. */
    void advance(Duration time) {
        Watchdog.look();
        now.addAndGet(time.toNanos());
    }

    List<Duration> waits() {
        return waits;
    }
}
