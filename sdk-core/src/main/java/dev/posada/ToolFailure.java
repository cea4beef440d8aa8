// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/** What a {@link ToolLoop} does when a tool fails, when the model calls one that there is not, or gives it arguments that do not fit. */
public enum ToolFailure {
    /** The failure reaches the caller of the loop and ends it. */
    THROW,

    /**
     * The model is told what went wrong, in the words of the exception, and may try something else. Only for tools whose
     * exceptions hold no secrets.
     */
    TELL_MODEL
}
