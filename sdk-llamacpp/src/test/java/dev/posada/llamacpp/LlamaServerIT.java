// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.Capability;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.Embedding;
import dev.posada.EmbeddingRequest;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.ModelNotFoundException;
import dev.posada.Thinking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the real llama-server that {@code LLAMA_SERVER} names, with the model Posada Tiny:
 * {@code POSADA_IT_LLAMACPP_MODEL=posada-tiny-q8_0.gguf}.
 */
@EnabledIfEnvironmentVariable(named = "POSADA_IT_LLAMACPP_MODEL", matches = ".*gguf")
@Timeout(120)
class LlamaServerIT {
    private static final Path MODEL =
            Path.of(String.valueOf(System.getenv("POSADA_IT_LLAMACPP_MODEL"))).toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void startsAServerThatAnswersAndEndsIt() {
        ProcessHandle process;
        try (LlamaServer server = LlamaServer.builder(MODEL)
                .alias("tiny")
                .contextWindow(2048)
                .slots(1)
                .threads(1)
                .metrics()
                .slotFolder(folder)
                .start()) {
            process = server.process();
            ChatResponse response = server.host()
                    .chatModel()
                    .chat(ChatRequest.builder()
                            .user("Hello")
                            .temperature(0)
                            .thinking(Thinking.off())
                            .build());

            assertThat(response.text()).isEqualTo("Hello! How can I help you?");
            assertThat(response.model()).isEqualTo("tiny");
            assertThat(server.host().api().metrics().predictedTokens()).isPositive();
            assertThat(server.host().model("tiny").contextWindow()).hasValue(2048);
        }

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void quotesTheLastWordsWhenTheModelIsNone() throws IOException {
        Path none = Files.writeString(folder.resolve("none.gguf"), "not a model");

        assertThatThrownBy(() -> LlamaServer.start(none))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("exit code")
                .hasMessageContaining("none.gguf");
    }

    @Test
    void makesVectors() {
        try (LlamaServer server = LlamaServer.builder(MODEL)
                .embeddings()
                .arguments("--pooling", "mean")
                .contextWindow(512)
                .threads(1)
                .start()) {
            LlamaCpp host = server.host();
            List<Embedding> vectors = host.embeddingModel("").embed(List.of("red apple", "green pear"));

            assertThat(vectors)
                    .hasSize(2)
                    .allSatisfy(vector -> assertThat(vector.dimensions()).isEqualTo(256));
            assertThat(vectors.get(0).cosineSimilarity(host.embeddingModel("").embed("red apple")))
                    .isGreaterThan(0.999);
            assertThat(host.model("").capabilities().all()).contains(Capability.EMBEDDING);
            assertThat(host.embeddingModel("")
                            .embed(EmbeddingRequest.of(List.of("red apple"))
                                    .options(LlamaCppOptions.builder()
                                            .embeddingNorm(-1)
                                            .build()))
                            .embeddings())
                    .hasSize(1);
        }
    }

    @Test
    void loadsAndUnloadsTheModelsOfARouter() throws IOException {
        Files.createSymbolicLink(folder.resolve("one.gguf"), MODEL);
        Files.createSymbolicLink(folder.resolve("two.gguf"), MODEL);

        try (LlamaServer server = LlamaServer.builder()
                .modelsFolder(folder)
                .contextWindow(512)
                .threads(1)
                .start()) {
            LlamaCpp host = server.host();
            ModelLibrary library = host.library().orElseThrow();

            assertThat(library.list()).extracting(ModelInfo::name).contains("one", "two");
            assertThat(library.running()).isEmpty();
            library.load("one");
            library.load("one");
            assertThat(library.running()).extracting(ModelInfo::name).containsExactly("one");
            assertThat(library.show("one").capabilities().has(Capability.TOOLS)).isTrue();
            assertThat(host.chatModel("one").chat("Hello").text()).isNotBlank();
            assertThat(host.api("one").slots()).isNotEmpty();
            library.unload("one");
            library.unload("one");
            assertThat(library.running()).isEmpty();
            assertThat(host.chatModel("two").chat("Hello").text()).isNotBlank();
            assertThatThrownBy(() -> host.chatModel("three").chat("Hello")).isInstanceOf(ModelNotFoundException.class);
            assertThatThrownBy(() -> host.chatModel().chat("Hello")).isInstanceOf(InvalidRequestException.class);
        }
    }
}
