// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.util.Locale;

/** How the stand-in server answers; the first part of the address that a client is given. */
enum Scenario {
    /** A few tokens at once. */
    SHORT(8, 0),
    /** Very many tokens as fast as they are taken, out of a few dozen words. */
    LONG(20_000, 0),
    /** As many, no two of them alike. */
    UNIQUE(20_000, 0),
    /** Tokens at the pace of a fast model. */
    PACED(60, 20),
    /** Two tokens, and then nothing until the client goes. */
    ENDLESS(2, 0);

    private final int tokens;
    private final int millisBetween;

    Scenario(int tokens, int millisBetween) {
        this.tokens = tokens;
        this.millisBetween = millisBetween;
    }

    int tokens() {
        return tokens;
    }

    /** Whether no word comes twice. */
    boolean isUnique() {
        return this == UNIQUE;
    }

    /** The pause between two tokens. */
    int millisBetween() {
        return millisBetween;
    }

    /** What an answer at this pace takes if nobody slows it down. */
    long idealMillis() {
        return (long) (tokens - 1) * millisBetween;
    }

    /** The address of the server that answers so. */
    String url(int port) {
        return "http://127.0.0.1:" + port + "/" + name().toLowerCase(Locale.ROOT);
    }

    static Scenario ofPath(String path) {
        int end = path.indexOf('/', 1);
        return valueOf(path.substring(1, end < 0 ? path.length() : end).toUpperCase(Locale.ROOT));
    }
}
