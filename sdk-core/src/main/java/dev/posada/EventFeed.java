// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import org.jspecify.annotations.Nullable;

/** Where the events of a stream come from. */
interface EventFeed {
    /**
     * Waits for the next event. One thread at a time asks.
     *
     * @return the event, words being a plain {@link String}; {@code null} after the last
     * @throws PosadaException if the answer fails or has failed, the same one each time
     */
    @Nullable
    Object next();

    /** Lets go of the answer, cutting it off where it is not complete, and wakes the reader. Any thread; may be repeated. */
    void cancel();
}
