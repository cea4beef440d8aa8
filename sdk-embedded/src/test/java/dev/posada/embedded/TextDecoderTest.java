// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TextDecoderTest {
    private final TextDecoder decoder = new TextDecoder();

    @Test
    void charactersThatAreCutAnywhereComeOutWhole() {
        String text = "Grüße 🙂 日本";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        for (int cut = 0; cut <= bytes.length; cut++) {
            String first = decoder.decode(Arrays.copyOf(bytes, cut));
            String second = decoder.decode(Arrays.copyOfRange(bytes, cut, bytes.length));

            assertThat(first + second + decoder.finish()).isEqualTo(text);
            assertThat(first).doesNotContain("\uFFFD");
        }
    }

    @Test
    void byteByByteNothingIsLost() {
        String text = "a¿€🙂z";
        StringBuilder out = new StringBuilder();

        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            out.append(decoder.decode(new byte[] {value}));
        }

        assertThat(out).hasToString(text);
    }

    @Test
    void partOfACharacterIsHeldBack() {
        assertThat(decoder.decode(bytes(0xE2, 0x82))).isEmpty();
        assertThat(decoder.decode(bytes(0xAC))).isEqualTo("€");
    }

    @Test
    void bytesThatAreNoTextBecomeReplacementCharactersOnceThatIsCertain() {
        assertThat(decoder.decode(bytes(0xE2, 0x82))).isEmpty();
        assertThat(decoder.decode(bytes('x'))).isEqualTo("\uFFFDx");
    }

    @Test
    void whatIsIncompleteAtTheEndIsReplaced() {
        assertThat(decoder.decode(bytes('a', 0xF0, 0x9F))).isEqualTo("a");
        assertThat(decoder.finish()).isEqualTo("\uFFFD");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
