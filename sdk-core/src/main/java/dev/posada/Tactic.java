// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.TimeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of several models a call goes to, when, and whether it is tried once more. Shared by all calls of a decorated
 * model, so thread-safe.
 *
 * @param <M> the kind of model
 */
abstract class Tactic<M> {
    final List<M> models;
    final TimeSource time;

    Tactic(List<M> models, TimeSource time) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("There is no model to ask.");
        }
        this.models = models;
        this.time = time;
    }

    /** The index of the model for the next try; waits until it may be asked. */
    abstract int pick(Course<M> course);

    /** Whether to try again; waits before where that helps. */
    abstract boolean triesAgain(Course<M> course, PosadaException failure);

    /** A model has begun to answer. */
    void begun(Course<M> course, int index) {}

    /** What was picked is done with; called once for each pick. */
    void ended(Course<M> course, int index, @Nullable Throwable failure, @Nullable Usage usage) {}

    /** Whether all tries together have the time until the first token that the request sets, rather than each one. */
    boolean sharesFirstToken() {
        return true;
    }
}
