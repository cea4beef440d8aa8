// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

/**
 * An error as a server words it. What it does not say is empty.
 *
 * @param status the HTTP status; 200 for an error inside a stream or in the body of a success
 * @param message the server's sentence
 * @param type the server's name for the kind of error, such as {@code invalid_request_error}
 * @param code a finer name or number
 * @param body the JSON or text that all this was read from
 */
public record ServerError(int status, String message, String type, String code, String body) {
    /** The status, or that which the code names where the answer as such was a success; 500 where neither is an error. */
    int effectiveStatus() {
        if (status >= 400) {
            return status;
        }
        return code.matches("[45]\\d\\d") ? Integer.parseInt(code) : 500;
    }
}
