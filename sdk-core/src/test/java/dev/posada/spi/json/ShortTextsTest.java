// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShortTextsTest {
    private static String get(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1);
        return ShortTexts.get(bytes, 1, bytes.length - 1);
    }

    @Test
    void givesTheSameStringForATextThatCameBefore() {
        String first = get(" the");

        assertThat(get(" the")).isSameAs(first).isEqualTo(" the");
    }

    @Test
    void neverGivesAnotherTextThanTheBytes() {
        for (int i = 0; i < 100_000; i++) {
            String text = Integer.toString(i, 36);

            assertThat(get(text)).isEqualTo(text);
        }
        assertThat(get("")).isEmpty();
    }
}
