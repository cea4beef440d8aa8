// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaVersionTest {
    @ParameterizedTest
    @CsvSource({
        "0.17.0,      0.17.1, true",
        "0.17.1,      0.17.1, false",
        "0.9.6,       0.17.1, true",
        "0.33.0-rc2,  0.17.1, false",
        "1.0.0,       0.17.1, false",
        "v0.5.7,      0.17.1, true",
        "0.17.1+dev,  0.17.1, false",
    })
    void comesBeforeAnother(String version, String other, boolean before) {
        OllamaVersion first = OllamaVersion.parse(version).orElseThrow();
        OllamaVersion second = OllamaVersion.parse(other).orElseThrow();

        assertThat(first.isBefore(second)).isEqualTo(before);
    }

    @Test
    void isUnknownIfTheTextTellsNone() {
        assertThat(OllamaVersion.parse("0.0.0")).isEmpty();
        assertThat(OllamaVersion.parse("main")).isEmpty();
        assertThat(OllamaVersion.parse("99999999999.0.0")).isEmpty();
    }
}
