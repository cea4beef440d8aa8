// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Lines of a terminal, with editing and history. */
final class TerminalLines implements LineSource {
    private final Terminal terminal;
    private final LineReader reader;
    private final Interruption interruption;

    private TerminalLines(Terminal terminal, LineReader reader, Interruption interruption) {
        this.terminal = terminal;
        this.reader = reader;
        this.interruption = interruption;
    }

    static TerminalLines open(Surroundings surroundings, boolean noHistory) {
        return over(openTerminal(), surroundings, noHistory);
    }

    static TerminalLines over(Terminal terminal, Surroundings surroundings, boolean noHistory) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("posada")
                .completer(new StringsCompleter(ChatCommands.NAMES))
                // An exclamation mark is no reference to earlier lines, and a backslash is itself.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        Optional<Path> history =
                noHistory ? Optional.empty() : HistoryFile.prepare(surroundings.environment(), surroundings.notices());
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        TerminalLines lines = new TerminalLines(terminal, builder.build(), surroundings.interruption());
        terminal.handle(
                Terminal.Signal.INT, signal -> surroundings.interruption().stop());
        surroundings.interruption().beforeEnd(lines::close);
        return lines;
    }

    private static Terminal openTerminal() {
        try {
            // Asking for a dumb one, should there be no other, keeps JLine from warning of it.
            return TerminalBuilder.builder().system(true).dumb(true).build();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use the terminal: " + e.getMessage(), e);
        }
    }

    @Override
    public Line read(String prompt) {
        return interruption.during(() -> readLine(prompt), interruption::commandEnded);
    }

    private Line readLine(String prompt) {
        try {
            return new Text(reader.readLine(prompt));
        } catch (UserInterruptException e) {
            return new Interrupted(e.getPartialLine().isEmpty());
        } catch (EndOfFileException e) {
            return new End();
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't give the terminal back: " + e.getMessage(), e);
        }
    }
}
