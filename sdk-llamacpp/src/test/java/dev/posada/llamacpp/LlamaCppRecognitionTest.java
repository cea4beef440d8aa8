// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.AuthenticationException;
import dev.posada.HostUnavailableException;
import dev.posada.spi.Environment;
import dev.posada.spi.Recognition;
import dev.posada.spi.Recognition.Certainty;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LlamaCppRecognitionTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private Optional<Recognition> recognise() {
        return recognise(server.url());
    }

    private static Optional<Recognition> recognise(String url) {
        return new LlamaCppProvider().recognise(url, Environment.of(Map.of()), Duration.ofSeconds(10));
    }

    @Test
    void looksWhereServersListenAndWhereNewerOnesMay() {
        assertThat(new LlamaCppProvider().usualAddresses(Environment.of(Map.of())))
                .containsExactly("http://localhost:8080", "http://localhost:9931");
    }

    @Test
    void goesByTheNameInTheHeader() {
        server.shows("health", "models", "props");

        assertThat(recognise()).hasValueSatisfying(found -> {
            assertThat(found.certainty()).isEqualTo(Certainty.NAMED);
            assertThat(found.host().uri()).isEqualTo(server.host().uri().toString());
            assertThat(found.host().kind()).isEqualTo("llama.cpp");
            assertThat(found.host().version()).hasValue("b10472-34af94c");
            assertThat(found.host().models()).containsExactly("qwen3-8b-q4");
            assertThat(found.host().loaded()).containsExactly("qwen3-8b-q4");
            assertThat(found.host().needsKey()).isFalse();
        });
        assertThat(server.requests()).containsExactly("GET /health", "GET /v1/models", "GET /props");
    }

    @Test
    void goesByTheOwnerOfTheModelsBehindAProxy() {
        server.shows("health-behind-a-proxy", "models", "props");

        assertThat(recognise()).map(Recognition::certainty).hasValue(Certainty.LIKELY);
    }

    @Test
    void tellsThatAKeyIsNeeded() {
        server.shows("health", "models", "props-want-a-key");

        assertThat(recognise()).hasValueSatisfying(found -> {
            assertThat(found.host().needsKey()).isTrue();
            assertThat(found.host().models()).containsExactly("qwen3-8b-q4");
        });
    }

    @Test
    void recognisesAServerThatLoadsItsModelWithoutWaiting() {
        server.shows("health-while-loading");

        assertThat(recognise()).map(Recognition::certainty).hasValue(Certainty.NAMED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void tellsTheLoadedModelsOfARouter() {
        server.shows("health", "models-of-a-router", "props-of-a-router");

        assertThat(recognise())
                .hasValueSatisfying(found -> assertThat(found.host().loaded()).containsExactly("team/tiny-GGUF:Q8_0"));
    }

    @Test
    void passesOverOthers() {
        server.shows("health-of-another-server");
        assertThat(recognise()).isEmpty();

        server.shows("health-behind-a-proxy", "models-of-another-server");
        assertThat(recognise()).isEmpty();
    }

    @Test
    void passesOverAServerThatOnlyFails() {
        assertThat(recognise()).isEmpty(); // a page that there is no stub, with status 404
    }

    @Test
    void saysThatItCantBeToldWithoutAKey() {
        server.shows("health-wants-a-key", "models-want-a-key");

        assertThatThrownBy(this::recognise).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void saysThatNobodyIsThere() {
        String url = "http://127.0.0.1:" + PortPicker.free().pick();

        assertThatThrownBy(() -> recognise(url)).isInstanceOf(HostUnavailableException.class);
    }
}
