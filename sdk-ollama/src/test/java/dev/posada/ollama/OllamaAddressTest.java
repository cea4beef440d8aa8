// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                // What Ollama's own clients make of each value
                "´´                            | http://127.0.0.1:11434",
                "1.2.3.4                       | http://1.2.3.4:11434",
                "example.com                   | http://example.com:11434",
                "example.com:56789/path/       | http://example.com:56789/path",
                ":1234                         | http://127.0.0.1:1234",
                "http://1.2.3.4                | http://1.2.3.4:80",
                "https://example.com           | https://example.com:443",
                "https://example.com/ollama    | https://example.com:443/ollama",
                "::1                           | http://[::1]:11434",
                "[::1]                         | http://[::1]:11434",
                "[::1]:1337                    | http://[::1]:1337",
                "0.0.0.0                       | http://127.0.0.1:11434",
                "0.0.0.0:8080                  | http://127.0.0.1:8080",
                "[::]                          | http://[::1]:11434",
                ":66000                        | http://127.0.0.1:11434",
                "ollama.com                    | https://ollama.com:443",
                // The same rules for values that the table has not
                "´  example.com  ´             | http://example.com:11434",
                "\"example.com\"               | http://example.com:11434",
                "'example.com:1'               | http://example.com:1",
                "http://example.com:99999      | http://example.com:80",
                "https://example.com:none      | https://example.com:443",
                "https://example.com/          | https://example.com:443",
                "HTTPS://example.com           | https://example.com:443",
                "gpu_box                       | http://gpu_box:11434",
                "http://[fe80::1%25eth0]:11434 | http://[fe80::1%25eth0]:11434",
                "https://example.com/a/b//     | https://example.com:443/a/b",
                "http://0.0.0.0:11434          | http://127.0.0.1:11434",
                "http://                       | http://127.0.0.1:80",
            })
    void readsWhatOllamaHostMayHold(String value, String url) {
        OllamaAddress address = OllamaAddress.parse(value);

        assertThat(address.url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({"ftp://example.com", "ollama://localhost", "a b", "http://a b", "example.com?key=x", "[::1", "a:b:c"})
    void refusesWhatIsNoAddress(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OllamaAddress.parse(value))
                .withMessageContaining("is no address of an Ollama server");
    }

    @Test
    void refusesUserInfoWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OllamaAddress.parse("https://user:hunter2@example.com"))
                .withMessageContaining("OLLAMA_API_KEY")
                .withMessageContaining("example.com")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void pointsFromHostUrisToTheirMethod() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OllamaAddress.parse("ollama://user:hunter2@localhost"))
                .withMessageContaining("ModelHost.open")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
}
