// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:1234, http://localhost:1234",
        "localhost:1234, http://localhost:1234",
        "HTTP.Example.org, http://http.example.org:80",
        "https://gpu.example.org, https://gpu.example.org:443",
        "http://gpu_box:8080/, http://gpu_box:8080",
        "http://[::1]:1234, http://[::1]:1234",
        "https://example.org/llm/, https://example.org:443/llm"
    })
    void readsAddressesAsPeopleWriteThem(String text, String url) {
        assertThat(ServerAddress.parse(text).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1234/v1, http://localhost:1234",
        "http://localhost:1234/v1/, http://localhost:1234",
        "http://localhost:11434/api, http://localhost:11434",
        "http://localhost:1234/api/v0, http://localhost:1234",
        "http://localhost:1234/api/v1/, http://localhost:1234",
        "https://example.org/llm/v1, https://example.org:443/llm"
    })
    void leavesOutTheApiThatWasCopiedAlong(String text, String url) {
        assertThat(ServerAddress.parse(text).url()).isEqualTo(url);
    }

    @Test
    void takesTheNamesOfThisMachineForOne() {
        ServerAddress name = ServerAddress.parse("http://localhost:1234");

        assertThat(ServerAddress.parse("127.0.0.1:1234").canonical()).isEqualTo(name);
        assertThat(ServerAddress.parse("[::1]:1234").canonical()).isEqualTo(name);
        assertThat(ServerAddress.parse("127.0.0.1:1235").canonical()).isNotEqualTo(name);
        assertThat(ServerAddress.parse("https://127.0.0.1:1234").canonical()).isNotEqualTo(name);
    }

    @Test
    void refusesAKeyInTheAddressWithoutRepeatingIt() {
        assertThatThrownBy(() -> ServerAddress.parse("http://user:sesame@localhost:1234"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("POSADA_API_KEY")
                .hasMessageNotContaining("sesame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ollama://localhost",
                "http://",
                "http://localhost:0",
                "localhost:99999",
                "http://a?b=c",
                "a b"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
