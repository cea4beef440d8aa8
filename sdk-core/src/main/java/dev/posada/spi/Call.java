// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import dev.posada.Limits;
import dev.posada.Timeouts;

/**
 * One call to a host, while it runs: its limits, and the way to end it from outside.
 *
 * <p>Core owns the clock, the cancelling and the retries; a backend only reports how far it has come and says how its
 * transport is cut off. A transport that was cut off may throw whatever it likes: core replaces that by the reason for
 * which it was cut off. All methods may be called from any thread.
 */
public interface Call {
    /** The time limits of this call. Core enforces all of them; a transport needs none of its own. */
    Timeouts timeouts();

    /** How much of an answer may be kept in memory. The backend enforces these for what it buffers. */
    Limits limits();

    /**
     * Says how to cut the transport off, so that whoever waits for it wakes at once and the server sees the connection
     * go. Replaces what was said before; runs at once if the call has already ended from outside.
     *
     * @param cutOff must be quick, must not throw, and may run more than once and in any thread
     */
    void onCancel(Runnable cutOff);

    /** The transport starts to reach the server: the connect timeout runs. */
    void connecting();

    /** The server is reached, TLS included: the connect timeout stops. */
    void connected();

    /** The server answers: from here on the idle timeout counts, not the one for the first token. */
    void answered();

    /**
     * Bytes that belong to an answer came in, if not yet a whole event: the idle timeout starts anew. Not to be called
     * for bytes that only keep the connection alive.
     */
    void progress();

    /** Whether the call has ended: answered in full, cancelled or out of time. */
    boolean isOver();

    /**
     * Goes on if the call still runs.
     *
     * @throws dev.posada.CancelledException if it was cancelled, or the thread is interrupted
     * @throws dev.posada.TimeoutException if one of its timeouts ran out
     */
    void ensureRunning();
}
