// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private final Environment environment = Environment.of(Map.of(
            "POSADA_API_KEY", "general",
            "OLLAMA_API_KEY", "own",
            "POSADA_GPU_BOX_1_API_KEY", "of the box",
            "BLANK", "  "));

    @Test
    void knowsOfBlankVariablesAsOfNone() {
        assertThat(environment.get("OLLAMA_API_KEY")).hasValue("own");
        assertThat(environment.get("BLANK")).isEmpty();
        assertThat(environment.get("MISSING")).isEmpty();
    }

    @Test
    void hasAGeneralKeyBeforeTheBackendsOwn() {
        assertThat(environment.apiKey(Optional.empty(), "OLLAMA_API_KEY")).hasValue("general");
        assertThat(Environment.of(Map.of("OLLAMA_API_KEY", "own")).apiKey(Optional.empty(), "OLLAMA_API_KEY"))
                .hasValue("own");
        assertThat(Environment.of(Map.of()).apiKey(Optional.empty(), "OLLAMA_API_KEY"))
                .isEmpty();
    }

    @Test
    void hasTheKeyOfAnAccountUnderItsName() {
        assertThat(environment.apiKey(Optional.of("gpu-box.1"), "OLLAMA_API_KEY"))
                .hasValue("of the box");
    }

    @Test
    void givesAnAccountNoOtherKey() {
        assertThatThrownBy(() -> environment.apiKey(Optional.of("team"), "OLLAMA_API_KEY"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The host URI names the account team, but POSADA_TEAM_API_KEY is not set.");
    }

    @Test
    void isThatOfTheProcess() {
        assertThat(Environment.system().get("PATH")).hasValue(System.getenv("PATH"));
    }
}
