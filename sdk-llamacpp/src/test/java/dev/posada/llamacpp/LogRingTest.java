// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogRingTest {
    private final LogRing log = new LogRing(3);

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.add(bytes, bytes.length);
    }

    @Test
    void putsLinesTogetherFromPieces() {
        write("on");
        write("e\r\ntwo\nth");
        write("ree");

        assertThat(log.lines()).containsExactly("one", "two", "three");
    }

    @Test
    void keepsTheLastLinesOnly() {
        write("1\n2\n3\n4\n5\n");

        assertThat(log.lines()).containsExactly("3", "4", "5");
        assertThat(log.tail(2)).isEqualTo("4\n5");
    }

    @Test
    void cutsALineThatNeverEnds() {
        for (int i = 0; i < 1000; i++) {
            write("abcdefghij");
        }
        write("\nnext\n");

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).hasSize(2001).endsWith("…");
        assertThat(log.lines().get(1)).isEqualTo("next");
    }
}
