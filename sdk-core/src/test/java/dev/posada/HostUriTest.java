// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostUriTest {
    @Test
    void isTakenApart() {
        HostUri uri =
                HostUri.parse("ollama+https://gpu.example.org:8443/hf.co/acme/tiny:Q4_K_M?account=team&path=/models");

        assertThat(uri.scheme()).isEqualTo("ollama");
        assertThat(uri.isTls()).isTrue();
        assertThat(uri.host()).isEqualTo("gpu.example.org");
        assertThat(uri.port()).hasValue(8443);
        assertThat(uri.model()).hasValue("hf.co/acme/tiny:Q4_K_M");
        assertThat(uri.options()).isEqualTo(Map.of("account", "team", "path", "/models"));
        assertThat(uri.option("account")).hasValue("team");
        assertThat(uri.option("profile")).isEmpty();
    }

    @Test
    void needsNeitherPortNorModelNorOptions() {
        HostUri uri = HostUri.parse("ollama://localhost");

        assertThat(uri.isTls()).isFalse();
        assertThat(uri.port()).isEmpty();
        assertThat(uri.model()).isEmpty();
        assertThat(uri.options()).isEmpty();
        assertThat(HostUri.parse("ollama://localhost/").model()).isEmpty();
        assertThat(HostUri.parse("ollama://localhost/?").options()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ollama://localhost/llama3.2, localhost",
        "ollama:///llama3.2, ''",
        "bedrock://eu-central-1/amazon.nova-lite-v1:0, eu-central-1",
        "ollama://gpu_box:11434, gpu_box",
        "ollama://192.168.0.7:11434, 192.168.0.7",
        "ollama://[::1]:11434, [::1]",
        "ollama://[fe80::1%25eth0], [fe80::1%25eth0]",
    })
    void namesTheMachine(String text, String host) {
        assertThat(HostUri.parse(text).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ollama://localhost:11434/llama3.2",
                "ollama+https://gpu.example.org/hf.co/acme/tiny:Q4_K_M?account=team&firstTokenTimeout=30s",
                "llamacpp://[::1]:8080",
                "embedded://demo/posada-tiny",
                "bedrock://eu-central-1/arn:aws:bedrock:eu-central-1:123:inference-profile/x?endpoint=https://127.0.0.1:1",
                "lmstudio://localhost/a%20model%3F",
            })
    void isWrittenAsItIsRead(String text) {
        assertThat(HostUri.parse(text)).hasToString(text);
        assertThat(HostUri.parse(text).toUri()).isEqualTo(URI.create(text));
    }

    @Test
    void readsEscapesButTakesAPlusSignAsItIs() {
        HostUri uri = HostUri.parse("ollama://localhost/a%20b+c%C3%BC?path=%2Fx%26y");

        assertThat(uri.model()).hasValue("a b+cü");
        assertThat(uri.option("path")).hasValue("/x&y");
    }

    @Test
    void hasItsSchemeInSmallLetters() {
        assertThat(HostUri.parse(" Ollama+https://localhost ").scheme()).isEqualTo("ollama");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "localhost:11434", "ollama:localhost", "://localhost", "1x://h", "o://h#part"})
    void isRefusedIfItIsNone(String text) {
        assertThatThrownBy(() -> HostUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a host URI; write it as scheme://host:port/model");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ollama://a:b:c", "ollama://::1", "ollama://[::1", "ollama://host:port", "ollama://my host"})
    void isRefusedIfItHasNoAddress(String text) {
        assertThatThrownBy(() -> HostUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama://h:0", "ollama://h:65536", "ollama://h:99999"})
    void isRefusedIfItsPortIsNone(String text) {
        assertThatThrownBy(() -> HostUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ports lie between 1 and 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama://h?x", "ollama://h?=1", "ollama://h?a=1&&b=2"})
    void isRefusedIfItsOptionsAreNone(String text) {
        assertThatThrownBy(() -> HostUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no name or no \"=\"");
    }

    @Test
    void isRefusedIfAnEscapeIsNone() {
        assertThatThrownBy(() -> HostUri.parse("ollama://h/100%"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write %25 for the sign itself");
    }

    @Nested
    class Secrets {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ollama://hunter2@localhost/m",
                    "ollama://user:hunter2@localhost/m",
                    "ollama://hunter2:@localhost",
                    "ollama+https://user:hunter2@localhost?retries=1",
                })
        void beforeTheAddressAreRefusedWithAWordOnWhereTheyBelong(String text) {
            assertThatThrownBy(() -> HostUri.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("POSADA_API_KEY")
                    .hasMessageContaining("builder")
                    .hasMessageNotContaining("hunter2");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"apiKey", "api_key", "token", "password", "clientSecret", "AUTHORIZATION", "credentials"})
        void amongTheOptionsAreRefused(String name) {
            assertThatThrownBy(() -> HostUri.parse("ollama://localhost?" + name + "=hunter2"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("The option " + name + " of a host URI looks like a secret")
                    .hasMessageNotContaining("hunter2");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ollama:user:hunter2@localhost",
                    "user:hunter2@localhost",
                    "ollama://user:hunter2/x@localhost",
                    "ollama//hunter2@localhost",
                    "ollama://h?hunter2",
                    "ollama://h/m?key=hunter2#part",
                    "ollama://h x/m?key=hunter2",
                })
        void areNotRepeatedOfWhatIsNoHostUri(String text) {
            assertThatThrownBy(() -> HostUri.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("hunter2");
        }

        @Test
        void areNotRepeatedOfOptionsThatAreNotKnown() {
            HostUri uri = HostUri.parse("ollama://localhost/m?retries=1&pw=hunter2");

            assertThatThrownBy(() -> uri.requireOptions(HostUri.COMMON_OPTIONS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ollama://localhost/m")
                    .hasMessageContaining("has the option pw, which ollama hosts do not know")
                    .hasMessageContaining("firstTokenTimeout")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Nested
    class Options {
        @Test
        void goOnIfAllAreKnown() {
            HostUri uri = HostUri.parse("ollama://localhost?retries=1&numCtx=8");

            uri.requireOptions(Set.of("retries", "numCtx"));
        }

        @Test
        void setTimeouts() {
            HostUri uri = HostUri.parse("ollama://localhost?connectTimeout=500ms&idleTimeout=PT3M&totalTimeout=1h");

            assertThat(uri.timeouts(Timeouts.defaults()))
                    .isEqualTo(new Timeouts(
                            Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ofMinutes(3), Duration.ofHours(1)));
        }

        @Test
        void thatAreNoDurationsAreNamed() {
            HostUri uri = HostUri.parse("ollama://localhost?idleTimeout=soon");

            assertThatThrownBy(() -> uri.timeouts(Timeouts.defaults()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("The option idleTimeout of the host URI: \"soon\" is not a duration");
        }

        @Test
        void setRetries() {
            RetryPolicy defaults = RetryPolicy.defaults();

            assertThat(HostUri.parse("ollama://localhost?retries=5").retryPolicy(defaults))
                    .isEqualTo(defaults.maxRetries(5));
            assertThat(HostUri.parse("ollama://localhost").retryPolicy(defaults))
                    .isSameAs(defaults);
            assertThatThrownBy(() ->
                            HostUri.parse("ollama://localhost?retries=few").retryPolicy(defaults))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it must be a whole number");
            assertThatThrownBy(
                            () -> HostUri.parse("ollama://localhost?retries=-1").retryPolicy(defaults))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
