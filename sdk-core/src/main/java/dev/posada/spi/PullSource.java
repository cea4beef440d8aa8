// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import dev.posada.PullProgress;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** A download as its progress comes in. Used by one thread at a time. */
public interface PullSource extends Closeable {
    /**
     * Waits for the next progress.
     *
     * @return the progress, or {@code null} once the host has said that the download is complete
     * @throws dev.posada.StreamInterruptedException if the connection ended before that
     */
    @Nullable
    PullProgress next();

    /** Gives the connection back, or cuts it off. Called once, never while {@link #next} runs. Does not throw. */
    @Override
    void close();
}
