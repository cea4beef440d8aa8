// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.stress;

import dev.posada.CancelledException;
import dev.posada.HostUnavailableException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;

/** How a stream can end. */
enum End {
    ANSWERED,
    INTERRUPTED,
    UNAVAILABLE,
    LIMITED,
    MALFORMED,
    TIMED_OUT,
    CANCELLED,
    /** Closed by its reader before the end. */
    LEFT,
    /** An end that no script asks for. */
    UNEXPECTED;

    static End of(PosadaException failure) {
        if (failure instanceof StreamInterruptedException) {
            return INTERRUPTED;
        } else if (failure instanceof HostUnavailableException) {
            return UNAVAILABLE;
        } else if (failure instanceof RateLimitException) {
            return LIMITED;
        } else if (failure instanceof ProtocolException) {
            return MALFORMED;
        } else if (failure instanceof TimeoutException) {
            return TIMED_OUT;
        }
        return failure instanceof CancelledException ? CANCELLED : UNEXPECTED;
    }
}
