// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.time.Duration;
import java.util.Objects;

/**
 * The four time limits of a call. A duration of zero means no limit, and so does one of more than a century.
 *
 * <p>{@code connect} is for reaching the server, the TLS handshake included, over all tries together. {@code firstToken}
 * runs from the start of the call to the first piece of the answer: queueing, loading the model and reading the prompt
 * fall into it, and so do retries. {@code idle} is the longest silence between two pieces while the caller waits for
 * one; a slow reader never uses it up. {@code total} is for everything.
 *
 * @param connect for reaching the server
 * @param firstToken until the first piece of the answer
 * @param idle between two pieces of the answer
 * @param total for the whole call
 */
public record Timeouts(Duration connect, Duration firstToken, Duration idle, Duration total) {
    private static final Duration CENTURY = Duration.ofDays(36_525);
    private static final Timeouts DEFAULTS =
            new Timeouts(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(60), Duration.ZERO);

    /** Checks that no limit is negative. */
    public Timeouts {
        connect = checked(connect, "connect");
        firstToken = checked(firstToken, "firstToken");
        idle = checked(idle, "idle");
        total = checked(total, "total");
    }

    /** Connect 5 s, first token 2 min, idle 60 s, no total limit. */
    public static Timeouts defaults() {
        return DEFAULTS;
    }

    /** The same with another limit for reaching the server. */
    public Timeouts connect(Duration limit) {
        return new Timeouts(limit, firstToken, idle, total);
    }

    /** The same with another limit until the first piece of the answer. */
    public Timeouts firstToken(Duration limit) {
        return new Timeouts(connect, limit, idle, total);
    }

    /** The same with another limit between two pieces of the answer. */
    public Timeouts idle(Duration limit) {
        return new Timeouts(connect, firstToken, limit, total);
    }

    /** The same with another limit for the whole call. */
    public Timeouts total(Duration limit) {
        return new Timeouts(connect, firstToken, idle, limit);
    }

    /** What is left of the limits that run from the start of a call; a limit that has run out leaves next to nothing. */
    Timeouts less(long nanos, boolean firstTokenToo) {
        return new Timeouts(connect, firstTokenToo ? less(firstToken, nanos) : firstToken, idle, less(total, nanos));
    }

    private static Duration less(Duration limit, long nanos) {
        return limit.isZero() ? limit : Duration.ofNanos(Math.max(1, limit.toNanos() - nanos));
    }

    private static Duration checked(Duration limit, String name) {
        Objects.requireNonNull(limit, name);
        if (limit.isNegative()) {
            throw new IllegalArgumentException(
                    "The " + name + " timeout is " + limit + "; use a positive duration, or zero for no limit.");
        }
        // Durations that stand for ever have more nanoseconds than a long can count.
        return limit.compareTo(CENTURY) > 0 ? Duration.ZERO : limit;
    }
}
