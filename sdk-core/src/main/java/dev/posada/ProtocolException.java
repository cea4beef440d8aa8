// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import org.jspecify.annotations.Nullable;

/** An answer that makes no sense: not the format the backend speaks, larger than the limits allow, or not what the request asked for. */
public final class ProtocolException extends PosadaException {
    private static final long serialVersionUID = 1L;

    /** Describes the failure; see {@link PosadaException#PosadaException}. */
    public ProtocolException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }

    /** Describes a failure that has no cause behind it. */
    public ProtocolException(String message, ErrorDetails details) {
        this(message, details, null);
    }

    @Override
    boolean isUsuallyRetryable() {
        return false;
    }
}
