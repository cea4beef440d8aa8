// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.spi.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class HistoryFileTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void standsWhereStateBelongsAndIsForItsOwnerAlone(@TempDir Path home) throws IOException {
        Optional<Path> file = prepare(Map.of("HOME", home.toString()));

        assertThat(file).contains(home.resolve(".local/state/posada/history"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.orElseThrow())))
                .isEqualTo("rw-------");
    }

    @Test
    void theUserMayPutStateElsewhere(@TempDir Path state) {
        assertThat(prepare(Map.of("HOME", "/nowhere", "XDG_STATE_HOME", state.toString())))
                .contains(state.resolve("posada/history"));
    }

    @Test
    void keepsWhatIsThereAlready(@TempDir Path state) throws IOException {
        Map<String, String> variables = Map.of("XDG_STATE_HOME", state.toString());
        Files.writeString(prepare(variables).orElseThrow(), "earlier");

        assertThat(prepare(variables).orElseThrow()).content().isEqualTo("earlier");
    }

    @Test
    void goesWithoutWhereNothingCanBeWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(prepare(Map.of("XDG_STATE_HOME", file.toString()))).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("not kept");
    }

    private Optional<Path> prepare(Map<String, String> variables) {
        return HistoryFile.prepare(Environment.of(variables), new Notices(said, false, StandardCharsets.UTF_8));
    }
}
