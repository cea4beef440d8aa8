// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until somebody waits, which moves it and is written down. */
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

    void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }

    List<Duration> waits() {
        return List.copyOf(waits);
    }
}
