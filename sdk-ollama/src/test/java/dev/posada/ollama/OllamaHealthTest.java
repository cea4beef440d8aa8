// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.HostHealth;
import dev.posada.HostHealth.Status;
import dev.posada.testkit.SocketServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OllamaHealthTest {
    @RegisterExtension
    final StubbedOllama ollama = new StubbedOllama();

    @Test
    void isUpIfTheServerTellsItsVersion() {
        HostHealth health = ollama.host().health();

        assertThat(health).isEqualTo(new HostHealth(Status.UP, "0.33.0", "Ollama 0.33.0"));
        assertThat(ollama.host().version()).isEqualTo("0.33.0");
    }

    @Test
    void isDownIfNobodyListens() {
        try (Ollama nobody = Ollama.builder().url("127.0.0.1:1").retries(0).build()) {
            HostHealth health = nobody.health();

            assertThat(health.status()).isEqualTo(Status.DOWN);
            assertThat(health.version()).isEmpty();
            assertThat(health.detail()).contains("ollama serve");
        }
    }

    @Test
    void isDownIfSomethingElseAnswers() throws Exception {
        try (SocketServer server =
                        FaultyOllama.server(connection -> connection.answer(200, "application/json", "{\"ok\":true}"));
                Ollama other = Ollama.builder().url(server.url()).build()) {
            HostHealth health = other.health();

            assertThat(health.status()).isEqualTo(Status.DOWN);
            assertThat(health.detail()).contains("tells no version");
        }
    }

    @Test
    void warnsOfTheHoleInOldServersThatOthersCanReach() throws Exception {
        try (SocketServer server = FaultyOllama.server(
                connection -> connection.answer(200, "application/json", "{\"version\":\"0.17.0\"}"))) {
            try (Ollama local = Ollama.builder().url(server.url()).build();
                    Ollama far = Ollama.builder()
                            .url("http://gpu.example.org")
                            .proxy("127.0.0.1", server.port())
                            .build()) {
                assertThat(local.health().detail()).isEqualTo("Ollama 0.17.0");
                assertThat(far.health().status()).isEqualTo(Status.UP);
                assertThat(far.health().detail()).contains("CVE-2026-7482").contains("0.17.1");
            }
        }
    }
}
