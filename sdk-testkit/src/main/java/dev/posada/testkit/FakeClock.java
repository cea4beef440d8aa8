// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock for tests, by which timeouts, pauses and retries pass without anybody waiting for them. Thread-safe.
 *
 * <p>An {@link #automatic()} clock is moved by whoever waits for it, so that a pause of two minutes is over at once: right
 * for one call at a time. A {@link #manual()} clock stands still until the test moves it with {@link #advance}: right where
 * a test looks at a call in mid-answer, or runs several at a time.
 */
public final class FakeClock implements TimeSource {
    private final boolean automatic;
    private final AtomicLong elapsed = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();

    private FakeClock(boolean automatic) {
        this.automatic = automatic;
    }

    /** A clock that waiting moves. */
    public static FakeClock automatic() {
        return new FakeClock(true);
    }

    /** A clock that only {@link #advance} moves. */
    public static FakeClock manual() {
        return new FakeClock(false);
    }

    /** Moves the clock on. Whoever waits for the new time goes on. */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("A clock does not go back: " + time + ".");
        }
        elapsed.addAndGet(time.toNanos());
    }

    /** How far the clock has been moved so far. */
    public Duration elapsed() {
        return Duration.ofNanos(elapsed.get());
    }

    /**
     * How many threads wait for a manual clock just now. A test that moves the clock for another thread looks here first, or
     * it might move it before the other one waits.
     */
    public int waiting() {
        return waiting.get();
    }

    @Override
    public long nanoTime() {
        return elapsed.get();
    }

    @Override
    public void await(CountDownLatch latch, Duration time) throws InterruptedException {
        if (automatic) {
            if (latch.getCount() > 0) {
                advance(time);
            }
            return;
        }
        long end =
                elapsed.get() + time.toNanos(); // before it tells that it waits, or a test might move the clock between
        waiting.incrementAndGet();
        try {
            while (elapsed.get() < end && !latch.await(1, TimeUnit.MILLISECONDS)) {
                // Looks again: either the test moves the clock or the latch opens.
            }
        } finally {
            waiting.decrementAndGet();
        }
    }
}
