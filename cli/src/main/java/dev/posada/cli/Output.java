// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/**
 * Standard output: text, handed on at once. Not thread-safe.
 *
 * <p>What a model says is not trusted with a terminal: its control characters are shown, not sent. Into a pipe or file
 * everything goes unchanged.
 */
final class Output {
    // Keeps half a surrogate pair until the other half comes.
    private final Writer writer;
    private final boolean terminal;
    private boolean midLine;

    Output(OutputStream stream, boolean terminal, Charset charset) {
        this.writer = new OutputStreamWriter(stream, charset);
        this.terminal = terminal;
    }

    /**
     * Prints a piece of text.
     *
     * @throws OutputException if nobody reads any more, or the text can't be written
     */
    void print(String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            writer.write(terminal ? ControlCharacters.shown(text) : text);
            writer.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
        midLine = text.charAt(text.length() - 1) != '\n';
    }

    /** Prints a line. */
    void printLine(String line) {
        print(line + "\n");
    }

    /** Ends the line if one has begun. */
    void endLine() {
        if (midLine) {
            print("\n");
        }
    }

    /** For help texts, which are our own. */
    PrintWriter printWriter() {
        return new PrintWriter(writer, true);
    }
}
