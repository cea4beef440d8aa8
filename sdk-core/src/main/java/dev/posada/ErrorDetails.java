// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a failure besides its sentence: where it happened and what the server said about it.
 *
 * <p>Backends start at {@link #none()} and add what the wire tells; what they leave out (the host, the model) is filled
 * in by the call before a caller sees the exception. Immutable and thread-safe.
 *
 * @param host the host's URI, without secrets
 * @param model the model that was asked
 * @param status the HTTP status of the answer
 * @param retryAfter how long the server asked to wait before another try
 * @param requestId the server's name for this request, for its operator's logs
 * @param retryable whether another try may succeed, where that differs from the exception's usual answer
 */
public record ErrorDetails(
        @Nullable String host,
        @Nullable String model,
        @Nullable Integer status,
        @Nullable Duration retryAfter,
        @Nullable String requestId,
        @Nullable Boolean retryable)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final ErrorDetails NONE = new ErrorDetails(null, null, null, null, null, null);

    /** Nothing is known. */
    public static ErrorDetails none() {
        return NONE;
    }

    /** The same with the host's URI. */
    public ErrorDetails host(String uri) {
        return new ErrorDetails(uri, model, status, retryAfter, requestId, retryable);
    }

    /** The same with the model's name. */
    public ErrorDetails model(String name) {
        return new ErrorDetails(host, name, status, retryAfter, requestId, retryable);
    }

    /** The same with an HTTP status. */
    public ErrorDetails status(int code) {
        return new ErrorDetails(host, model, code, retryAfter, requestId, retryable);
    }

    /** The same with the time the server asked to wait; {@code null} where it did not ask. */
    public ErrorDetails retryAfter(@Nullable Duration wait) {
        return new ErrorDetails(host, model, status, wait, requestId, retryable);
    }

    /** The same with the server's request id; {@code null} where it sent none. */
    public ErrorDetails requestId(@Nullable String id) {
        return new ErrorDetails(host, model, status, retryAfter, id, retryable);
    }

    /** The same with a word on whether another try may succeed. */
    public ErrorDetails retryable(boolean worthAnotherTry) {
        return new ErrorDetails(host, model, status, retryAfter, requestId, worthAnotherTry);
    }

    /** The same with host and model where they are not known yet. */
    ErrorDetails orElse(@Nullable String otherHost, @Nullable String otherModel) {
        return new ErrorDetails(
                host == null ? otherHost : host,
                model == null ? otherModel : model,
                status,
                retryAfter,
                requestId,
                retryable);
    }
}
