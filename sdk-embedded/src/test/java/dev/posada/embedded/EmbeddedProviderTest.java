// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.posada.ChatModel;
import dev.posada.ModelHost;
import dev.posada.ModelNotFoundException;
import dev.posada.TimeoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedProviderTest {
    @ParameterizedTest
    @ValueSource(strings = {"embedded://demo", "embedded://demo/posada-tiny", "embedded://demo?totalTimeout=30s"})
    void theDemoModelIsFoundByItsUri(String uri) {
        try (ModelHost host = ModelHost.open(uri)) {
            assertThat(host).isInstanceOf(Embedded.class);
            assertThat(host.defaultModel()).contains("posada-tiny");
            assertThat(host.uri()).hasToString("embedded://demo");
        }
    }

    @Test
    void aModelIsOpenedInOneStep() {
        try (ChatModel model = ChatModel.open("embedded://demo/posada-tiny")) {
            assertThat(model.chat("What is Ollama?").text()).isNotBlank();
        }
    }

    @Test
    void aFileIsNamedByAnOption(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a b&c+d.gguf"), SmallModel.usual());
        String uri;
        try (Embedded host = Embedded.load(file)) {
            uri = host.uri().toString();
        }

        try (ModelHost host = ModelHost.open(uri)) {
            assertThat(host.defaultModel()).contains("a b&c+d");
            assertThat(host.uri()).hasToString(uri);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "embedded://other",
                "embedded://demo:8080",
                "embedded+https://demo",
                "embedded://local",
                "embedded://demo?file=/x.gguf",
                "embedded://demo?path=/v1",
                "embedded://demo?caFile=/x"
            })
    void whatMakesNoSenseIsRefused(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> ModelHost.open(uri));
    }

    @Test
    void anotherModelIsNotFound() {
        try (ChatModel model = ChatModel.open("embedded://demo/llama3.2")) {
            Assertions.assertThatExceptionOfType(ModelNotFoundException.class)
                    .isThrownBy(() -> model.chat("Hi"))
                    .withMessageContaining("llama3.2");
        }
    }

    @Test
    void timeoutsOfTheUriCount() {
        try (ChatModel model = ChatModel.open("embedded://demo/posada-tiny?totalTimeout=PT0.01S")) {
            Assertions.assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> model.chat("word ".repeat(1_900)))
                    .withMessageContaining(Duration.ofMillis(10).toMillis() + "");
        }
    }
}
