// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import org.jspecify.annotations.Nullable;

/** The host has no model of that name. The message says how to get it there. */
public final class ModelNotFoundException extends PosadaException {
    private static final long serialVersionUID = 1L;

    /** Describes the failure; see {@link PosadaException#PosadaException}. */
    public ModelNotFoundException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }

    /** Describes a failure that has no cause behind it. */
    public ModelNotFoundException(String message, ErrorDetails details) {
        this(message, details, null);
    }

    @Override
    boolean isUsuallyRetryable() {
        return false;
    }
}
