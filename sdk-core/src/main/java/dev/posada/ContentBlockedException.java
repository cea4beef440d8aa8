// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import org.jspecify.annotations.Nullable;

/** A guardrail or content filter of the host blocked the prompt or the answer. */
public final class ContentBlockedException extends PosadaException {
    private static final long serialVersionUID = 1L;

    /** Describes the failure; see {@link PosadaException#PosadaException}. */
    public ContentBlockedException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }

    /** Describes a failure that has no cause behind it. */
    public ContentBlockedException(String message, ErrorDetails details) {
        this(message, details, null);
    }

    @Override
    boolean isUsuallyRetryable() {
        return false;
    }
}
