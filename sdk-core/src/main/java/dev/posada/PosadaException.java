// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed. The root of the one tree of errors; each subclass is a failure that a caller would treat
 * differently.
 *
 * <p>The message says what was tried, where, and what to do next. It never holds a key or a password. All of these
 * exceptions are unchecked and thread-safe once thrown.
 */
public abstract class PosadaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ErrorDetails details;
    private String partialText = "";

    /**
     * Describes a failure.
     *
     * @param message what was tried, where, and the next step
     * @param details what else is known
     * @param cause what the transport or the server's answer said, or {@code null}
     */
    protected PosadaException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, cause);
        this.details = details;
    }

    /** Whether trying once more may succeed, now or after {@link #retryAfter()}. */
    public final boolean isRetryable() {
        Boolean told = details.retryable();
        return told == null ? isUsuallyRetryable() : told;
    }

    /** Whether failures of this kind tend to pass by themselves. */
    abstract boolean isUsuallyRetryable();

    /** The URI of the host that failed, without secrets. */
    public final Optional<String> host() {
        return Optional.ofNullable(details.host());
    }

    /** The model that was asked. */
    public final Optional<String> model() {
        return Optional.ofNullable(details.model());
    }

    /** The HTTP status of the answer, where there was one. */
    public final OptionalInt status() {
        Integer status = details.status();
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How long the server asked to wait before another try. */
    public final Optional<Duration> retryAfter() {
        return Optional.ofNullable(details.retryAfter());
    }

    /** The server's own name for the request. */
    public final Optional<String> requestId() {
        return Optional.ofNullable(details.requestId());
    }

    /** The text that had arrived before the failure; empty if there was none. */
    public final String partialText() {
        return partialText;
    }

    /** Everything known about the failure besides its sentence. */
    public final ErrorDetails details() {
        return details;
    }

    /** Adds where the failure happened and what had arrived, before a caller sees it. */
    final void complete(@Nullable String host, @Nullable String model, String textSoFar) {
        details = details.orElse(host, model);
        if (partialText.isEmpty()) {
            partialText = textSoFar;
        }
    }
}
