// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import org.jspecify.annotations.Nullable;

/** The prompt does not fit into the model's context window. */
public final class ContextLengthExceededException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;

    /** Describes the failure; see {@link PosadaException#PosadaException}. */
    public ContextLengthExceededException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }

    /** Describes a failure that has no cause behind it. */
    public ContextLengthExceededException(String message, ErrorDetails details) {
        this(message, details, null);
    }
}
