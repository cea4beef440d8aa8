// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/**
 * How much a server may make this client keep in memory; past a limit the call fails with a {@link ProtocolException}.
 *
 * @param bodyBytes a whole response body, and the whole text of one streamed answer
 * @param lineBytes one line of a response
 * @param eventBytes one event of a stream
 */
public record Limits(long bodyBytes, int lineBytes, int eventBytes) {
    private static final Limits DEFAULTS = new Limits(64L << 20, 16 << 20, 16 << 20);

    /** Checks that each limit is positive. */
    public Limits {
        if (bodyBytes <= 0 || lineBytes <= 0 || eventBytes <= 0) {
            throw new IllegalArgumentException("A limit on what is kept in memory must be positive.");
        }
    }

    /** 64 MiB for a body, 16 MiB for a line or an event. */
    public static Limits defaults() {
        return DEFAULTS;
    }
}
