// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.AuthenticationException;
import dev.posada.DiscoveredHost;
import dev.posada.HostUnavailableException;
import dev.posada.ModelHost;
import dev.posada.TimeoutException;
import dev.posada.spi.Environment;
import dev.posada.spi.Recognition;
import dev.posada.spi.Recognition.Certainty;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRecognitionTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Keys that must not be sent. */
    private static final Environment KEYS =
            Environment.of(Map.of("POSADA_API_KEY", "secret-one", "OPENAI_API_KEY", "secret-two"));

    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    @ParameterizedTest
    @CsvSource({"models-of-vllm, vLLM, vllm", "models-of-sglang, SGLang, sglang"})
    void recognisesAServerThatOwnsItsModelsByName(String stub, String kind, String dialect) {
        Recognition recognition = recognise(stub).orElseThrow();

        DiscoveredHost host = recognition.host();
        assertThat(recognition.certainty()).isEqualTo(Certainty.NAMED);
        assertThat(host.kind()).isEqualTo(kind);
        assertThat(host.uri()).endsWith("?path=/" + stub + "&dialect=" + dialect);
        assertThat(host.models()).contains("Qwen/Qwen3-8B").isEqualTo(host.loaded());
        assertThat(host.needsKey()).isFalse();
    }

    @Test
    void tellsTheVersionOfVllm() {
        assertThat(recognise("models-of-vllm").orElseThrow().host().version()).contains("0.11.2");
    }

    @Test
    void givesAUriThatOpensTheServer() {
        String uri = recognise("models-of-vllm").orElseThrow().host().uri();

        try (ModelHost host = ModelHost.open(uri)) {
            assertThat(host.models()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"models-of-llama-server", "models-none", "models-as-bare-array"})
    void takesAnyOtherListForThatOfAServerOfUnknownKind(String stub) {
        Recognition recognition = recognise(stub).orElseThrow();

        assertThat(recognition.certainty()).isEqualTo(Certainty.COMPATIBLE);
        assertThat(recognition.host().kind()).isEqualTo("OpenAI-compatible");
        assertThat(recognition.host().loaded()).isEmpty();
        assertThat(server.requests("/" + stub + "/v1/models")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"models-page-as-success", "models-something-else", "models-path-not-found", "models-loading"})
    void doesNotTakeSomethingElseForAList(String stub) {
        assertThat(recognise(stub)).isEmpty();
    }

    @Test
    void recognisesAServerThatWantsAKey() {
        Recognition recognition = recognise("models-of-vllm-want-a-key").orElseThrow();

        assertThat(recognition.certainty()).isEqualTo(Certainty.COMPATIBLE);
        assertThat(recognition.host().needsKey()).isTrue();
        assertThat(recognition.host().models()).isEmpty();
    }

    @Test
    void saysThatAProxyWantsAKeyBeforeItTellsAnything() {
        assertThatThrownBy(() -> recognise("models-behind-a-locked-proxy")).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void sendsNoKeyToAServerThatItDoesNotKnow() {
        recognise("models-of-vllm");

        assertThat(server.requests("/models-of-vllm/v1/models"))
                .hasSize(1)
                .noneMatch(request -> request.containsHeader("Authorization"));
    }

    @Test
    void saysThatNobodyListens() {
        assertThatThrownBy(() -> new OpenAiProvider().recognise("http://127.0.0.1:1", KEYS, LIMIT))
                .isInstanceOf(HostUnavailableException.class);
    }

    @Test
    void saysThatNobodyAnswersInTime() {
        String url = server.url() + "/models-come-late";

        assertThatThrownBy(() -> new OpenAiProvider().recognise(url, KEYS, Duration.ofMillis(100)))
                .isInstanceOf(TimeoutException.class);
    }

    private Optional<Recognition> recognise(String stub) {
        return new OpenAiProvider().recognise(server.url() + "/" + stub, KEYS, LIMIT);
    }
}
