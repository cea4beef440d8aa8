// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.HostHealth;
import dev.posada.HostHealth.Status;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.ProtocolException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelsTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private <T> T at(String stub, Function<OpenAiCompatible, T> action) {
        try (OpenAiCompatible host = server.host("/" + stub)) {
            return action.apply(host);
        }
    }

    @Test
    void listsModelsWithTheContextWindowThatSomeServersTell() {
        List<ModelInfo> models = at("models-of-vllm", OpenAiCompatible::models);

        assertThat(models).extracting(ModelInfo::name).containsExactly("Qwen/Qwen3-8B", "sql-lora");
        assertThat(models.get(0).contextWindow()).hasValue(32_768);
        assertThat(models.get(1).contextWindow()).isEmpty();
        assertThat(models.get(0).capabilities().areKnown()).isFalse();
        assertThat(models.get(0).json()).contains("\"owned_by\":\"vllm\"");
    }

    @Test
    void listsModelsThatStandInABareArray() {
        List<ModelInfo> models = at("models-as-bare-array", OpenAiCompatible::models);

        assertThat(models).extracting(ModelInfo::name).containsExactly("acme/tiny");
        assertThat(models.get(0).contextWindow()).hasValue(4096);
    }

    @Test
    void takesNullForAnEmptyList() {
        assertThat(at("models-none", OpenAiCompatible::models)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"models-page-as-success", "models-something-else"})
    void doesNotTakeSomethingElseForAList(String stub) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> at(stub, OpenAiCompatible::models));
    }

    @Test
    void findsAModelByItsNameOrAnAlias() {
        ModelInfo model = at("models-of-llama-server", host -> host.model("house"));

        assertThat(model.name()).isEqualTo("house-model");
        assertThat(model.contextWindow()).hasValue(8192);
        assertThat(at("models-of-llama-server", host -> host.model("house-model"))
                        .name())
                .isEqualTo("house-model");
    }

    @Test
    void saysWhichModelsThereAreIfOneIsNot() {
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> at("models-of-vllm", host -> host.model("nope")))
                .withMessageContaining("no model \"nope\"")
                .withMessageContaining("Qwen/Qwen3-8B");
    }

    @Test
    void isUpWithTheVersionThatSomeServersTell() {
        HostHealth health = at("models-of-vllm", OpenAiCompatible::health);

        assertThat(health.status()).isEqualTo(Status.UP);
        assertThat(health.version()).contains("0.11.2");
        assertThat(health.detail()).endsWith("has 2 models");
    }

    @Test
    void isUpWithoutAVersion() {
        HostHealth health = at("models-of-llama-server", OpenAiCompatible::health);

        assertThat(health.status()).isEqualTo(Status.UP);
        assertThat(health.version()).isEmpty();
        assertThat(health.detail()).endsWith("has 1 model");
    }

    @Test
    void isUpWithoutAListOfModels() {
        HostHealth health = at("models-path-not-found", OpenAiCompatible::health);

        assertThat(health.status()).isEqualTo(Status.UP);
        assertThat(health.detail()).contains("no list of models");
    }

    @Test
    void tellsThatAModelIsLoading() {
        HostHealth health = at("models-loading", OpenAiCompatible::health);

        assertThat(health.status()).isEqualTo(Status.LOADING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"models-something-else", "nothing-is-here"})
    void isDownWhereSomethingElseAnswers(String stub) {
        assertThat(at(stub, OpenAiCompatible::health).status()).isEqualTo(Status.DOWN);
    }

    @Test
    void isDownWhereNobodyListens() throws IOException {
        String url = "http://127.0.0.1:" + closedPort();
        try (OpenAiCompatible host =
                OpenAiCompatible.builder().url(url).retries(0).build()) {
            HostHealth health = host.health();

            assertThat(health.status()).isEqualTo(Status.DOWN);
            assertThat(health.detail()).contains(url);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
