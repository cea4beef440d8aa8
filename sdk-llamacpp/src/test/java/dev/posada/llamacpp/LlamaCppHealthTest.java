// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.HostHealth;
import dev.posada.HostHealth.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LlamaCppHealthTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    @Test
    void tellsVersionAndModel() {
        server.shows("health", "props");

        HostHealth health = server.host().health();

        assertThat(health.status()).isEqualTo(Status.UP);
        assertThat(health.version()).hasValue("b10472-34af94c");
        assertThat(health.detail()).isEqualTo("Ready: qwen3-8b-q4, 4 slots of 8192 tokens.");
    }

    @Test
    void isWellWithoutTellingWhoItIs() {
        server.shows("health", "props-want-a-key");

        HostHealth health = server.host().health();

        assertThat(health.isUp()).isTrue();
        assertThat(health.version()).isEmpty();
        assertThat(health.detail()).contains("Invalid API Key");
    }

    @Test
    void tellsARouter() {
        server.shows("health", "props-of-a-router");

        assertThat(server.host().health().detail()).contains("router");
    }

    @Test
    void tellsASleeper() {
        server.shows("health", "props-while-asleep");

        assertThat(server.host().health().detail()).startsWith("Asleep");
    }

    @Test
    void doesNotWaitForAModelThatIsBeingLoaded() {
        server.shows("health-while-loading");

        assertThat(server.host().health().status()).isEqualTo(Status.LOADING);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void takesAnOldServerWhoseSlotsAreBusyForWell() {
        server.shows("health-while-all-slots-are-busy");

        assertThat(server.host().health().isUp()).isTrue();
    }

    @Test
    void tellsWhatIsWrongRatherThanFailing() {
        HostHealth wrong = server.shows("health-of-another-server").host().health();
        HostHealth absent;
        try (LlamaCpp nobody = LlamaCpp.builder()
                .url("http://127.0.0.1:" + PortPicker.free().pick())
                .build()) {
            absent = nobody.health();
        }

        assertThat(wrong.status()).isEqualTo(Status.DOWN);
        assertThat(absent.status()).isEqualTo(Status.DOWN);
        assertThat(absent.detail()).contains("llama-server -m model.gguf");
    }
}
