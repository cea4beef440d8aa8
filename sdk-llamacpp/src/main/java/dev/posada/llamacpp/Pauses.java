// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.spi.Call;
import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The pauses between two looks at a server: short ones first, for what is soon done, then longer ones. Used by one thread. */
final class Pauses {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final TimeSource time;
    private Duration next = FIRST;

    Pauses(TimeSource time) {
        this.time = time;
    }

    /** How long the next pause is. */
    Duration next() {
        return next;
    }

    /**
     * Waits, but not longer than the call runs.
     *
     * @throws dev.posada.PosadaException if the call has ended meanwhile
     */
    void pause(Call call) {
        CountDownLatch over = new CountDownLatch(1);
        call.onCancel(over::countDown);
        try {
            time.await(over, next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        call.ensureRunning();
        Duration longer = next.multipliedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
