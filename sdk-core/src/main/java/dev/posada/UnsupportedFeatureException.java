// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import org.jspecify.annotations.Nullable;

/** The request asks for something that this backend or this model cannot do. Thrown before anything is sent where that can be known. */
public final class UnsupportedFeatureException extends PosadaException {
    private static final long serialVersionUID = 1L;

    /** Describes the failure; see {@link PosadaException#PosadaException}. */
    public UnsupportedFeatureException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }

    /** Describes a failure that has no cause behind it. */
    public UnsupportedFeatureException(String message, ErrorDetails details) {
        this(message, details, null);
    }

    @Override
    boolean isUsuallyRetryable() {
        return false;
    }
}
