// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonNamesTest {
    @Test
    void tellsNamesApartThatBeginAlike() {
        JsonNames names = JsonNames.of("", "a", "tool_cal", "tool_call", "tool_calls", "tool_call_id", "ünï");

        assertThat(names.find("")).isZero();
        assertThat(names.find("a")).isEqualTo(1);
        assertThat(names.find("tool_cal")).isEqualTo(2);
        assertThat(names.find("tool_call")).isEqualTo(3);
        assertThat(names.find("tool_calls")).isEqualTo(4);
        assertThat(names.find("tool_call_id")).isEqualTo(5);
        assertThat(names.find("ünï")).isEqualTo(6);
    }

    @Test
    void doesNotKnowAnyOtherName() {
        JsonNames names = JsonNames.of("a", "tool_calls");

        for (String other : new String[] {"", "b", "a\0", "\0a", "tool_call", "tool_callz", "tool_calls_", "ä"}) {
            assertThat(names.find(other)).as(other).isEqualTo(JsonCursor.UNKNOWN);
        }
    }

    @Test
    void findsEachOfMany() {
        String[] many = IntStream.range(0, 500).mapToObj(i -> "name" + i).toArray(String[]::new);
        JsonNames names = JsonNames.of(many);

        for (int i = 0; i < many.length; i++) {
            assertThat(names.find(many[i])).isEqualTo(i);
        }
        assertThat(names.find("name500")).isEqualTo(JsonCursor.UNKNOWN);
    }

    @Test
    void knowsNothingWithoutNames() {
        assertThat(JsonNames.of().find("a")).isEqualTo(JsonCursor.UNKNOWN);
    }
}
