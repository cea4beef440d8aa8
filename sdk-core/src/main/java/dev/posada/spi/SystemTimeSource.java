// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

enum SystemTimeSource implements TimeSource {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored") // either end of the wait will do: the caller looks at the call's state next
    public void await(CountDownLatch latch, Duration time) throws InterruptedException {
        latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
