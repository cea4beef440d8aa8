// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import java.io.Closeable;

/**
 * One answer as it comes in: all that a backend writes for streaming.
 *
 * <p>The stream that pulls on it owns the guarantees (exactly one end, timeouts, cancelling, retries); a source only
 * turns what its transport delivers into calls of an {@link EventSink}. It is used by one thread at a time.
 */
public interface EventSource extends Closeable {
    /**
     * Waits for the next piece of the answer and hands it to the sink, together with what else is at hand without
     * waiting, up to a bound: a transport as fast as the reader has always something at hand, and what the sink was given
     * waits in memory until this returns. A piece may turn out to be nothing that the sink cares about; the caller then asks again.
     *
     * @return false if the transport is at its end and nothing more will come
     * @throws dev.posada.PosadaException if the server reports an error, or what it sends makes no sense
     */
    boolean advance(EventSink sink);

    /**
     * Gives the connection back, or cuts it off if the answer is not complete. Called once, never while
     * {@link #advance} runs. Does not throw.
     */
    @Override
    void close();
}
