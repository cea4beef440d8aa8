// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Standard error: everything that is not the answer. Not thread-safe.
 *
 * <p>With {@code --json} notices are held back until the command has succeeded, so that a failure is the one object there.
 */
final class Notices {
    private final PrintStream stream;
    private final boolean terminal;
    private final Charset charset;
    private final List<String> held = new ArrayList<>();
    private boolean holding;
    private boolean midLine;

    Notices(OutputStream stream, boolean terminal, Charset charset) {
        this.stream = new PrintStream(stream, true, charset);
        this.charset = charset;
        this.terminal = terminal;
    }

    /** Tells something, on a line of its own. */
    void say(String line) {
        if (holding) {
            held.add(line);
        } else {
            printLine(line);
        }
    }

    /** Tells of a failure: not held back, and what was held back is dropped. */
    void fail(String line) {
        held.clear();
        printLine(line);
    }

    /** Prints a piece of text, such as thoughts while they come. */
    void print(String text) {
        if (text.isEmpty()) {
            return;
        }
        stream.print(terminal ? ControlCharacters.shown(text) : text);
        stream.flush();
        midLine = text.charAt(text.length() - 1) != '\n';
    }

    /** Ends the line if one has begun. */
    void endLine() {
        if (midLine) {
            print("\n");
        }
    }

    void hold() {
        holding = true;
    }

    void release() {
        holding = false;
        held.forEach(this::printLine);
        held.clear();
    }

    private void printLine(String line) {
        endLine();
        print(line + "\n");
    }

    /** For what a library prints. */
    PrintStream printStream() {
        return stream;
    }

    /** For help texts, which are our own. */
    PrintWriter printWriter() {
        return new PrintWriter(stream, true, charset);
    }
}
