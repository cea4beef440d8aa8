// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void joinsTheHalvesOfACharacterThatCameInTwoPieces() {
        Output output = new Output(bytes, false, StandardCharsets.UTF_8);

        output.print("\uD83D");
        output.print("\uDE00");

        assertThat(printed()).isEqualTo("\uD83D\uDE00");
    }

    @Test
    void sendsNoControlCharactersToATerminal() {
        Output output = new Output(bytes, true, StandardCharsets.UTF_8);

        output.print("a\u001B[31mb\u0007\tc\nd\u009B1m\u007F");

        assertThat(printed()).isEqualTo("a\u241B[31mb\u2407\tc\nd\uFFFD1m\uFFFD");
    }

    @Test
    void leavesEverythingAsItIsForAPipe() {
        Output output = new Output(bytes, false, StandardCharsets.UTF_8);

        output.print("a\u001B[31m");

        assertThat(printed()).isEqualTo("a\u001B[31m");
    }

    @Test
    void endsALineOnlyIfOneHasBegun() {
        Output output = new Output(bytes, false, StandardCharsets.UTF_8);

        output.endLine();
        output.print("a");
        output.endLine();
        output.endLine();

        assertThat(printed()).isEqualTo("a\n");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
