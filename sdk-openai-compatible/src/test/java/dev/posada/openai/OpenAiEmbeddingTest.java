// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatWarning;
import dev.posada.ContextLengthExceededException;
import dev.posada.Embedding;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiEmbeddingTest {
    private static final EmbeddingRequest TWO_TEXTS = EmbeddingRequest.of(List.of("red", "blue"));

    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private EmbeddingResponse embed(String model) {
        return server.host().embeddingModel(model).embed(TWO_TEXTS);
    }

    private PosadaException failure(String model) {
        return catchThrowableOfType(PosadaException.class, () -> embed(model));
    }

    @Test
    void putsVectorsIntoTheOrderOfTheTexts() {
        EmbeddingResponse response = embed("embed-two-texts");

        assertThat(response.embeddings())
                .containsExactly(Embedding.of(0.013f, -0.092f, 0.051f), Embedding.of(0.044f, -0.017f, 0.001f));
        assertThat(response.model()).isEqualTo("nomic");
        assertThat(response.usage()).isEqualTo(Usage.of(8, 0));
    }

    @Test
    void readsVectorsInBase64() {
        EmbeddingResponse response = embed("embed-two-texts-in-base64");

        assertThat(response.embeddings()).containsExactly(Embedding.of(0.5f, -0.25f, 2), Embedding.of(1, 0, -1));
    }

    @Test
    void takesTheOrderOfTheAnswerWhereTheServerGivesNoIndex() {
        EmbeddingResponse response = embed("embed-counts-nothing");

        assertThat(response.embeddings()).containsExactly(Embedding.of(0.012f, -0.044f), Embedding.of(0.031f, 0.007f));
        assertThat(response.usage()).isEqualTo(Usage.unknown());
    }

    @ParameterizedTest
    @CsvSource({
        "embed-too-few-vectors, for 2 texts it holds 1 vectors",
        "embed-too-many-vectors, the index 2",
        "embed-one-index-twice, the index 0",
        "embed-broken-base64, not Base64"
    })
    void refusesAnAnswerThatDoesNotFitTheTexts(String model, String words) {
        assertThat(failure(model)).isInstanceOf(ProtocolException.class).hasMessageContaining(words);
    }

    @Test
    void findsAnErrorInASuccess() {
        assertThat(failure("embed-error-as-success")).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void saysThatTheServerHasNoEmbeddings() {
        assertThat(failure("embed-path-not-found"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("no embeddings");
    }

    @Test
    void saysThatATextIsTooLong() {
        assertThat(failure("embed-too-long")).isInstanceOf(ContextLengthExceededException.class);
    }

    @Test
    void tellsOfOptionsForAnotherBackend() {
        record OtherOptions() implements dev.posada.BackendOptions {}

        EmbeddingResponse response =
                server.host().embeddingModel("embed-two-texts").embed(TWO_TEXTS.options(new OtherOptions()));

        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.FOREIGN_OPTIONS);
    }
}
