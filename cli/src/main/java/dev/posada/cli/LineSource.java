// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

/** Where the lines of a conversation come from. Not thread-safe. */
interface LineSource extends AutoCloseable {
    /** What the user did at a prompt. */
    sealed interface Line {}

    /**
     * The user wrote a line, or pasted several.
     *
     * @param text without the last line end
     */
    record Text(String text) implements Line {}

    /**
     * The user pressed Ctrl-C.
     *
     * @param empty whether nothing had been written yet
     */
    record Interrupted(boolean empty) implements Line {}

    /** There are no more lines. */
    record End() implements Line {}

    /**
     * Waits for a line.
     *
     * @param prompt shown in front of it, where somebody looks
     */
    Line read(String prompt);

    /** Gives the terminal back. Does not throw. */
    @Override
    void close();
}
