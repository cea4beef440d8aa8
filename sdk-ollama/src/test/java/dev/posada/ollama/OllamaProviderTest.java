// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.posada.AuthenticationException;
import dev.posada.DiscoveredHost;
import dev.posada.HostUnavailableException;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.TimeoutException;
import dev.posada.spi.Environment;
import dev.posada.spi.Recognition;
import dev.posada.testkit.SocketServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaProviderTest {
    private static final Environment NOTHING_SET = Environment.of(Map.of());
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @RegisterExtension
    final StubbedOllama ollama = new StubbedOllama();

    private final OllamaProvider provider = new OllamaProvider();

    @Test
    void isFoundByItsScheme() {
        try (ModelHost host = ModelHost.open("ollama://localhost/hf.co/acme/tiny:Q4_K_M")) {
            assertThat(host).isInstanceOf(Ollama.class);
            assertThat(host.defaultModel()).contains("hf.co/acme/tiny:Q4_K_M");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ollama://localhost,                        ollama://localhost:11434",
        "ollama://gpu-box:1234/llama3.2,            ollama://gpu-box:1234",
        "ollama+https://gpu.example.org,            ollama+https://gpu.example.org",
        "ollama+https://gpu.example.org:8443,       ollama+https://gpu.example.org:8443",
        "ollama+https://gpu.example.org?path=/o,    ollama+https://gpu.example.org?path=/o",
        "ollama://[::1],                            ollama://[::1]:11434",
        "ollama:///llama3.2,                        ollama://127.0.0.1:11434",
    })
    void opensTheServerThatAUriNames(String uri, String host) {
        try (ModelHost opened = provider.open(HostUri.parse(uri), NOTHING_SET)) {
            assertThat(opened.uri()).hasToString(host);
        }
    }

    @Test
    void takesTheServerFromTheEnvironmentIfTheUriNamesNone() {
        Environment environment = Environment.of(Map.of("OLLAMA_HOST", "https://gpu.example.org/ollama"));

        try (ModelHost opened = provider.open(HostUri.parse("ollama:///llama3.2"), environment);
                ModelHost named = provider.open(HostUri.parse("ollama://localhost"), environment);
                Ollama local = Ollama.local(environment)) {
            assertThat(opened.uri()).hasToString("ollama+https://gpu.example.org?path=/ollama");
            assertThat(named.uri()).hasToString("ollama://localhost:11434");
            assertThat(local.uri()).isEqualTo(opened.uri());
        }
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.open(HostUri.parse("ollama://localhost?num_ctx=1"), NOTHING_SET))
                .withMessageContaining("num_ctx");
    }

    @ParameterizedTest
    @CsvSource({"OLLAMA_API_KEY", "POSADA_API_KEY"})
    void sendsTheKeyOfTheEnvironment(String variable) {
        Environment environment = Environment.of(Map.of(variable, "k-123", "OLLAMA_HOST", ollama.url()));

        try (Ollama host = Ollama.local(environment)) {
            host.version();
        }

        assertThat(ollama.requests("/api/version")
                        .get(0)
                        .header("Authorization")
                        .firstValue())
                .isEqualTo("Bearer k-123");
    }

    @Test
    void sendsTheKeyOfTheAccountThatTheUriNames() {
        Environment environment = Environment.of(Map.of("POSADA_WORK_API_KEY", "k-work", "OLLAMA_API_KEY", "k-own"));
        String uri = ollama.url().replace("http:", "ollama:") + "?account=work";

        try (ModelHost host = provider.open(HostUri.parse(uri), environment)) {
            host.health();
        }

        assertThat(ollama.requests("/api/version")
                        .get(0)
                        .header("Authorization")
                        .firstValue())
                .isEqualTo("Bearer k-work");
    }

    @Test
    void looksAtTheUsualAddressAndAtTheOneOfTheEnvironment() {
        Environment elsewhere = Environment.of(Map.of("OLLAMA_HOST", "gpu-box"));
        Environment wrong = Environment.of(Map.of("OLLAMA_HOST", "ftp://gpu-box"));

        assertThat(provider.usualAddresses(NOTHING_SET)).containsExactly("http://127.0.0.1:11434");
        assertThat(provider.usualAddresses(elsewhere))
                .containsExactly("http://gpu-box:11434", "http://127.0.0.1:11434");
        assertThat(provider.usualAddresses(wrong)).containsExactly("http://127.0.0.1:11434");
    }

    @Test
    void recognisesAServerWithoutSendingAKey() {
        Environment environment = Environment.of(Map.of("OLLAMA_API_KEY", "k-123"));

        Optional<Recognition> recognition = provider.recognise(ollama.url(), environment, LIMIT);

        assertThat(recognition)
                .contains(new Recognition(
                        Recognition.Certainty.LIKELY,
                        new DiscoveredHost(
                                ollama.host().uri().toString(),
                                "Ollama",
                                "0.33.0",
                                List.of("qwen3:8b", "embeddinggemma:latest"),
                                List.of("qwen3:8b", "cuts-prompt:latest", "fills-window:latest"),
                                false)));
        assertThat(ollama.requests("/api/.*")).noneMatch(request -> request.containsHeader("Authorization"));
    }

    @Test
    void doesNotRecogniseAServerOfAnotherKind() throws Exception {
        try (SocketServer other = FaultyOllama.server(connection -> connection.answer(404, "text/plain", "no"))) {
            assertThat(provider.recognise(other.url(), NOTHING_SET, LIMIT)).isEmpty();
        }
        try (SocketServer other =
                FaultyOllama.server(connection -> connection.answer(200, "application/json", "{\"status\":\"ok\"}"))) {
            assertThat(provider.recognise(other.url(), NOTHING_SET, LIMIT)).isEmpty();
        }
    }

    @Test
    void saysThatAServerWantsAKeyIfItTellsItsVersionAtLeast() throws Exception {
        try (SocketServer guarded = FaultyOllama.server(connection -> {
            if (connection.path().equals("/api/version")) {
                connection.answer(200, "application/json", "{\"version\":\"0.33.0\"}");
            } else {
                connection.answer(401, "text/plain", "who are you?");
            }
        })) {
            Recognition recognition =
                    provider.recognise(guarded.url(), NOTHING_SET, LIMIT).orElseThrow();

            assertThat(recognition.host().needsKey()).isTrue();
            assertThat(recognition.host().version()).contains("0.33.0");
        }
    }

    @Test
    void passesOnThatNobodyAnswersOrThatAKeyIsWanted() throws Exception {
        assertThatExceptionOfType(HostUnavailableException.class)
                .isThrownBy(() -> provider.recognise("http://127.0.0.1:1", NOTHING_SET, LIMIT));
        try (SocketServer silent = FaultyOllama.server(SocketServer.Connection::awaitEnd)) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> provider.recognise(silent.url(), NOTHING_SET, Duration.ofMillis(100)));
        }
        try (SocketServer closed = FaultyOllama.server(connection -> connection.answer(401, "text/plain", "no"))) {
            assertThatExceptionOfType(AuthenticationException.class)
                    .isThrownBy(() -> provider.recognise(closed.url(), NOTHING_SET, LIMIT));
        }
    }
}
