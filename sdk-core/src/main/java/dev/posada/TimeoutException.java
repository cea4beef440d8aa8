// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import org.jspecify.annotations.Nullable;

/** One of the four {@link Timeouts} ran out; {@link #phase()} tells which. */
public final class TimeoutException extends PosadaException {
    private static final long serialVersionUID = 1L;

    private final Phase phase;

    /** The part of a call that took too long. */
    public enum Phase {
        /** Reaching the server, its TLS handshake included. */
        CONNECT,
        /** From the start of the call to the first piece of the answer. */
        FIRST_TOKEN,
        /** Between two pieces of the answer, while the caller waited for the next one. */
        IDLE,
        /** The whole call. */
        TOTAL
    }

    /** Describes the failure; see {@link PosadaException#PosadaException}. */
    public TimeoutException(Phase phase, String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
        this.phase = phase;
    }

    /** Which timeout ran out. */
    public Phase phase() {
        return phase;
    }

    @Override
    boolean isUsuallyRetryable() {
        return true;
    }
}
