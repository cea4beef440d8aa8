// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.posada.AuthenticationException;
import dev.posada.DiscoveredHost;
import dev.posada.HostUnavailableException;
import dev.posada.ModelHost;
import dev.posada.PosadaException;
import dev.posada.TimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All backends together, before servers of all kinds; here because the command has all of them on its class path. */
class WhichServerTest {
    private static final WireMockServer SERVER = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .usingFilesUnderClasspath("which-server"));

    /** Loads the classes of all backends, which takes its time on a machine that is busy. */
    @BeforeAll
    static void start() {
        SERVER.start();
        for (int i = 0; i < 10; i++) {
            try {
                ModelHost.detect(url("/service"));
                return;
            } catch (TimeoutException e) {
                // Once more, then; the tests themselves allow no second try.
            }
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void forgetRequests() {
        SERVER.resetRequests();
    }

    @ParameterizedTest
    @CsvSource({
        "/ollama, Ollama, ollama, 0.33.0, llama3.2:latest",
        "/llamacpp, llama.cpp, llamacpp, b10472-34af94c, tiny",
        "/lmstudio, LM Studio, lmstudio, 0.4.0 or newer, qwen/qwen3-4b-2507",
        "/vllm, vLLM, openai, 0.11.0, Qwen/Qwen3-8B",
        "/other, OpenAI-compatible, openai, '', house-model"
    })
    void tellsTheKindsOfServersApart(String prefix, String kind, String scheme, String version, String model) {
        DiscoveredHost host = ModelHost.detect(url(prefix)).orElseThrow();

        assertThat(host.kind()).isEqualTo(kind);
        assertThat(host.uri()).startsWith(scheme + "://").contains("path=" + prefix);
        assertThat(host.version().orElse("")).isEqualTo(version);
        assertThat(host.models()).containsExactly(model);
        assertThat(host.needsKey()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ollama", "/llamacpp", "/lmstudio", "/vllm", "/other"})
    void givesAUriThatOpensTheServer(String prefix) {
        DiscoveredHost found = ModelHost.detect(url(prefix)).orElseThrow();

        try (ModelHost host = ModelHost.open(found.uri())) {
            assertThat(host.models()).hasSize(found.models().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ollama", "/llamacpp", "/lmstudio", "/vllm", "/other", "/service"})
    void asksLittleAndShowsNoKey(String prefix) {
        ModelHost.detect(url(prefix));

        List<LoggedRequest> requests = requests();
        assertThat(requests).isNotEmpty().hasSizeLessThanOrEqualTo(6);
        assertThat(requests)
                .allMatch(request -> request.getMethod().equals(RequestMethod.GET))
                .noneMatch(request -> request.containsHeader("Authorization"));
    }

    @Test
    void tellsWhatIsInMemory() {
        assertThat(ModelHost.detect(url("/lmstudio")).orElseThrow().loaded()).containsExactly("qwen/qwen3-4b-2507");
        assertThat(ModelHost.detect(url("/llamacpp")).orElseThrow().loaded()).containsExactly("tiny");
        assertThat(ModelHost.detect(url("/ollama")).orElseThrow().loaded()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/lmstudio-keyed, LM Studio", "/other-keyed, OpenAI-compatible"})
    void tellsTheKindOfAServerThatWantsAKey(String prefix, String kind) {
        DiscoveredHost host = ModelHost.detect(url(prefix)).orElseThrow();

        assertThat(host.kind()).isEqualTo(kind);
        assertThat(host.needsKey()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/web", "/service", "/lost"})
    void knowsNoServerThatIsNone(String prefix) {
        Optional<DiscoveredHost> host = ModelHost.detect(url(prefix));

        assertThat(host).isEmpty();
    }

    @Test
    void saysThatAProxyWantsAKeyBeforeItTellsAnything() {
        assertThatThrownBy(() -> ModelHost.detect(url("/locked")))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("POSADA_API_KEY");
    }

    @Test
    void saysThatNobodyListens() {
        assertThatThrownBy(() -> ModelHost.detect("http://127.0.0.1:1"))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("http://127.0.0.1:1");
    }

    @Test
    void doesNotWaitForAServerThatHangs() {
        long start = System.nanoTime();

        assertThatThrownBy(() -> ModelHost.detect(url("/hanging")))
                .isInstanceOf(TimeoutException.class)
                .isInstanceOf(PosadaException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    private static String url(String prefix) {
        return SERVER.baseUrl() + prefix;
    }

    private static List<LoggedRequest> requests() {
        return SERVER.getAllServeEvents().stream().map(ServeEvent::getRequest).toList();
    }
}
