// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.HostUnavailableException;
import dev.posada.spi.Environment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "programs are told by their names there")
class LlamaServerFinderTest {
    @TempDir
    Path folder;

    @Test
    void prefersTheProgramThatTheEnvironmentNames() throws IOException {
        Path named = program("elsewhere");
        program("llama-server");

        Path found = LlamaServerFinder.find(
                Environment.of(Map.of("LLAMA_SERVER", named.toString(), "PATH", folder.toString())));

        assertThat(found).isEqualTo(named);
    }

    @Test
    void takesTheFirstProgramOnThePath() throws IOException {
        Path program = program("llama-server");
        String path = "/nowhere" + File.pathSeparator + File.pathSeparator + folder;

        assertThat(LlamaServerFinder.find(Environment.of(Map.of("PATH", path)))).isEqualTo(program);
    }

    @Test
    void passesOverAFileThatIsNoProgram() throws IOException {
        Files.writeString(folder.resolve("llama-server"), "text");

        assertThatThrownBy(() -> LlamaServerFinder.find(Environment.of(Map.of("PATH", folder.toString()))))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("no llama-server on the PATH")
                .hasMessageContaining("LLAMA_SERVER");
    }

    @Test
    void saysWhichProgramIsMissingWhereOneIsNamed() {
        Path named = folder.resolve("missing");

        assertThatThrownBy(() -> LlamaServerFinder.find(Environment.of(Map.of("LLAMA_SERVER", named.toString()))))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining(named.toString())
                .hasMessageContaining("LLAMA_SERVER");
    }

    private Path program(String name) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }
}
