// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Lines of a pipe or file. */
final class PlainLines implements LineSource {
    private final BufferedReader reader;
    private final Interruption interruption;

    PlainLines(StandardInput input, Interruption interruption) {
        this.reader = input.lines();
        this.interruption = interruption;
    }

    @Override
    public Line read(String prompt) {
        // Nothing wakes a thread that reads a pipe, so a signal has nothing to wait for here.
        return interruption.during(this::read, interruption::commandEnded);
    }

    private Line read() {
        try {
            String line = reader.readLine();
            return line == null ? new End() : new Text(line);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read standard input: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // Standard input belongs to the process.
    }
}
