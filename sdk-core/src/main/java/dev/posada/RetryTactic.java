// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Asks the same model again. */
final class RetryTactic<M> extends Tactic<M> {
    private final RetryPolicy policy;

    RetryTactic(RetryPolicy policy, M model, TimeSource time) {
        super(List.of(model), time);
        this.policy = policy;
    }

    @Override
    int pick(Course<M> course) {
        return 0;
    }

    @Override
    boolean triesAgain(Course<M> course, PosadaException failure) {
        Optional<Duration> delay = policy.delayAfter(course.failures().size(), failure, ThreadLocalRandom.current())
                .filter(pause -> pause.toNanos() < course.nanosLeftToBegin());
        delay.ifPresent(pause -> course.await(course.nextBell(), pause.toNanos()));
        return delay.isPresent();
    }
}
