// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.ByteArrayOutputStream;

/** Answers as the stand-in server sends them, for benchmarks that need no server. */
public final class Recorded {
    private Recorded() {}

    /** The events of a whole answer, without HTTP around them. */
    public static byte[] stream(Wire wire, int tokens) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new Answers(wire, tokens, false, true).bodies().forEach(all::writeBytes);
        return all.toByteArray();
    }
}
