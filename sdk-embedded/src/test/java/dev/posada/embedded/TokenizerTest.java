// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private final Tokenizer tokenizer = DemoModel.MODEL.tokenizer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hello, world!",
                " leading and trailing  ",
                "tabs\tand\r\nline ends\n\n\n",
                "I'll we'VE don't",
                "3.14159 and 1,000,000",
                "Grüße aus Málaga 🙂! ¿Qué tal?",
                "日本語とעברית",
                "\u00A0\u2003no-break and em space",
                "family 👨‍👩‍👧‍👦 of several code points",
                "{\"json\": [1, 2, {\"x\": null}]}",
                "\u0000\u0001\u007F control characters"
            })
    void decodingGivesTheTextBack(String text) {
        assertThat(DemoModel.text(DemoModel.tokens(text))).isEqualTo(text);
    }

    @Test
    void anyTextComesBack() {
        Random random = new Random(3);

        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
                text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? ' ' : codePoint);
            }
            assertThat(DemoModel.text(DemoModel.tokens(text.toString()))).isEqualTo(text.toString());
        }
    }

    @Test
    void digitsAreSingleTokens() {
        assertThat(DemoModel.tokens("20481234")).hasSize(8);
    }

    @Test
    void commonWordsAreFewTokens() {
        assertThat(DemoModel.tokens("What is the weather in Lisbon?")).hasSizeLessThan(12);
    }

    @Test
    void namesOfMarksMeanTheMarksOnlyWhereTheyMay() {
        int mark = tokenizer.mark("<|im_start|>");

        assertThat(DemoModel.tokensWithMarks("<|im_start|>user")).startsWith(mark);
        assertThat(DemoModel.tokens("<|im_start|>user")).doesNotContain(mark);
        assertThat(DemoModel.text(DemoModel.tokens("<|im_start|>user"))).isEqualTo("<|im_start|>user");
    }

    @Test
    void controlTokensAreNoText() {
        assertThat(tokenizer.bytes(tokenizer.mark("<|im_end|>"))).isEmpty();
        assertThat(tokenizer.isControl(tokenizer.mark("<|im_end|>"))).isTrue();
        assertThat(tokenizer.isControl(tokenizer.mark("<think>"))).isFalse();
    }

    @Test
    void tagsAreText() {
        assertThat(DemoModel.text(tokenizer.mark("</think>"))).isEqualTo("</think>");
    }

    @Test
    void aMarkThatTheModelLacksIsNamed() {
        assertThatThrownBy(() -> tokenizer.mark("<|nonsense|>")).hasMessageContaining("<|nonsense|>");
    }

    /** A word of a million letters is one piece for the merges, which must not take quadratic time. */
    @Test
    void aVeryLongWordTakesLittleTime() {
        String word = "abcdefgh".repeat(50_000);

        int[] tokens = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> DemoModel.tokens(word));

        assertThat(tokens).hasSizeLessThan(word.length());
    }
}
