// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it; whoever waits does so until the test moves the clock far enough. */
final class StoppedTime implements TimeSource {
    private final AtomicLong now = new AtomicLong(1_000_000);
    final AtomicInteger waiting = new AtomicInteger();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void await(CountDownLatch latch, Duration time) throws InterruptedException {
        long until = now.get() + time.toNanos();
        waiting.incrementAndGet();
        try {
            while (latch.getCount() > 0 && now.get() < until) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Thread.onSpinWait();
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
