// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "2m, PT2M", "1h, PT1H", "0s, PT0S", "PT1M30S, PT1M30S", "pt2m, PT2M"})
    void areReadAsPeopleWriteThem(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "30 s", "soon", "1.5h", "1d", "-5s", "9999999999999s"})
    void thatAreNoneAreRefusedWithTheWayToWriteThem(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a duration; write it as 30s, 500ms, 2m, 1h or PT30S.");
    }

    @ParameterizedTest
    @CsvSource({"PT0.25S, 250 ms", "PT1.5S, 1500 ms", "PT30S, 30 s", "PT90S, 90 s", "PT2M, 2 min", "PT0S, 0 s"})
    void areWrittenForPeople(Duration duration, String expected) {
        assertThat(Durations.text(duration)).isEqualTo(expected);
    }
}
