// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import org.jspecify.annotations.Nullable;

/** The host takes no more requests for now; {@link #retryAfter()} says for how long, where it was told. */
public final class RateLimitException extends PosadaException {
    private static final long serialVersionUID = 1L;

    /** Describes the failure; see {@link PosadaException#PosadaException}. */
    public RateLimitException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }

    /** Describes a failure that has no cause behind it. */
    public RateLimitException(String message, ErrorDetails details) {
        this(message, details, null);
    }

    @Override
    boolean isUsuallyRetryable() {
        return true;
    }
}
