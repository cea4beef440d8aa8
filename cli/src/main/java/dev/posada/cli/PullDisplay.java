// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.PullProgress;

/** Shows how far a download is. */
@FunctionalInterface
interface PullDisplay extends AutoCloseable {
    void show(PullProgress progress);

    /** Takes the display away. */
    @Override
    default void close() {}
}
