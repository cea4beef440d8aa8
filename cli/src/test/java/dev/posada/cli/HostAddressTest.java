// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostAddressTest {
    @Test
    void aHostUriStaysAsItIs() {
        assertThat(uri("ollama+https://gpu:443/hf.co/acme/tiny:Q4?account=me"))
                .isEqualTo("ollama+https://gpu:443/hf.co/acme/tiny:Q4?account=me");
    }

    @Test
    void theKindAloneMeansItsUsualAddress() {
        assertThat(uri(" ollama ")).isEqualTo("ollama://");
        assertThat(uri("embedded")).isEqualTo("embedded://demo");
    }

    @Test
    void optionsOfTheCommandLineWinOverThoseOfTheUri() {
        assertThat(HostAddress.uri("ollama://gpu/m?retries=5&path=/a+b", Map.of("retries", "0")))
                .isEqualTo("ollama://gpu/m?retries=0&path=%2Fa%2Bb");
    }

    @Test
    void aWebAddressDoesNotTellTheKindOfServer() {
        assertThat(HostAddress.isWebAddress("http://localhost:11434")).isTrue();
        assertThat(HostAddress.isWebAddress(" HTTPS://gpu.example.org/llm")).isTrue();
        assertThat(HostAddress.isWebAddress("ollama+https://gpu.example.org")).isFalse();
        assertThat(HostAddress.example("http://localhost:8000")).isEqualTo("openai://localhost:8000");
        assertThat(HostAddress.example("https://gpu.example.org")).isEqualTo("openai+https://gpu.example.org");
    }

    @Test
    void anAddressWithoutAKindIsMetWithHelp() {
        for (String text : new String[] {"localhost", "localhost:11434", "gpu.example.org/llama"}) {
            assertThatThrownBy(() -> uri(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ollama://localhost:11434");
        }
    }

    private static String uri(String text) {
        return HostAddress.uri(text, Map.of());
    }
}
