// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowingTextTest {
    private final GrowingText text = new GrowingText();

    @Test
    void joinsItsPiecesHoweverManyAndLongTheyAre() {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            String piece = i % 1000 == 0 ? "é".repeat(10_000) : i % 100 == 0 ? "日本🦙" : " word" + i;
            expected.append(piece);
            text.append(piece);
        }

        assertThat(text.toString()).isEqualTo(expected.toString());
        assertThat(text.isEmpty()).isFalse();
    }

    @Test
    void beginsAnewOnceItIsCleared() {
        text.append("x".repeat(20_000));
        text.append("y".repeat(20_000));
        text.clear();

        assertThat(text.isEmpty()).isTrue();
        text.append("again");
        assertThat(text).hasToString("again");
    }
}
