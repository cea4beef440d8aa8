// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.TimeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks one model once it is the call's turn. */
final class LimitTactic<M> extends Tactic<M> {
    private final Turnstile turnstile;

    LimitTactic(M model, Turnstile turnstile, TimeSource time) {
        super(List.of(model), time);
        this.turnstile = turnstile;
    }

    @Override
    int pick(Course<M> course) {
        course.pass = turnstile.enter(course);
        return 0;
    }

    @Override
    boolean triesAgain(Course<M> course, PosadaException failure) {
        return false;
    }

    @Override
    void ended(Course<M> course, int index, @Nullable Throwable failure, @Nullable Usage usage) {
        if (course.pass != null) {
            turnstile.leave(course.pass, failure, usage);
        }
    }
}
