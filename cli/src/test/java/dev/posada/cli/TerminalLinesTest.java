// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.cli.LineSource.End;
import dev.posada.cli.LineSource.Text;
import dev.posada.spi.Environment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TerminalLinesTest {
    private final List<String> stopped = new ArrayList<>();
    private final Interruption interruption = Interruption.ofThisThread();

    @TempDir
    Path state;

    @Test
    void readsLineByLineUntilTheInputEnds() throws IOException {
        try (TerminalLines lines = lines(terminal("one\ntwo\n"), true)) {
            assertThat(lines.read("> ")).isEqualTo(new Text("one"));
            assertThat(lines.read("> ")).isEqualTo(new Text("two"));
            assertThat(lines.read("> ")).isEqualTo(new End());
        }
    }

    @Test
    void leavesExclamationMarksAndBackslashesAsTheyAre() throws IOException {
        try (TerminalLines lines = lines(terminal("wow!! C:\\temp !1 goes on\\\n"), true)) {
            assertThat(lines.read("> ")).isEqualTo(new Text("wow!! C:\\temp !1 goes on\\"));
        }
    }

    @Test
    void keepsTheLinesForNextTimeUnlessToldNotTo() throws IOException {
        try (TerminalLines lines = lines(terminal("secret\n"), true)) {
            lines.read("> ");
        }
        assertThat(state.resolve("posada/history")).doesNotExist();

        try (TerminalLines lines = lines(terminal("remember me\n"), false)) {
            lines.read("> ");
        }
        assertThat(state.resolve("posada/history")).content().contains("remember me");
    }

    @Test
    void ctrlCStopsTheAnswerThatRuns() throws IOException {
        Terminal terminal = terminal("");
        try (TerminalLines lines = lines(terminal, true)) {
            interruption.during(
                    () -> {
                        terminal.raise(Terminal.Signal.INT);
                        return lines;
                    },
                    () -> stopped.add("answer"));
        }

        assertThat(stopped).containsExactly("answer");
    }

    private static Terminal terminal(String typed) throws IOException {
        return new DumbTerminal(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), OutputStream.nullOutputStream());
    }

    private TerminalLines lines(Terminal terminal, boolean noHistory) {
        Surroundings surroundings = new Surroundings(
                new StandardInput(InputStream.nullInputStream(), false),
                new Output(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new Notices(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                Terminals.none(),
                Environment.of(Map.of("XDG_STATE_HOME", state.toString())),
                ServerSearch.real(),
                interruption);
        return TerminalLines.over(terminal, surroundings, noHistory);
    }
}
