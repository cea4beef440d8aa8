// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.util.Map;

/**
 * A request that came in.
 *
 * @param method in capital letters
 * @param path with its query
 * @param headers by their names in lower case
 * @param body as text
 * @param connection which connection it came over, counted from 1
 */
public record ReceivedRequest(String method, String path, Map<String, String> headers, String body, int connection) {
    /** Copies the headers. */
    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    /** Leaves the headers and the body out: they may hold keys and prompts. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
