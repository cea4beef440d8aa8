// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ContextLengthExceededException;
import dev.posada.Embedding;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.InvalidRequestException;
import dev.posada.RankedDocument;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LlamaCppRetrievalTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    @Test
    void makesVectorsInTheOrderOfTheTexts() {
        server.shows("embeddings");

        EmbeddingResponse response = server.host()
                .embeddingModel("any")
                .embed(EmbeddingRequest.of(List.of("red apple", "green pear"))
                        .options(LlamaCppOptions.builder().embeddingNorm(-1).build()));

        assertThat(response.embeddings())
                .containsExactly(Embedding.of(0.013f, -0.092f, 0.051f), Embedding.of(0.044f, -0.017f, 0.083f));
        assertThat(response.usage().inputTokens()).isEqualTo(8);
    }

    @Test
    void refusesWhatTheServerWouldIgnore() {
        EmbeddingRequest request = EmbeddingRequest.of(List.of("red apple"));

        assertThatThrownBy(() -> server.host().embeddingModel("any").embed(request.dimensions(64)))
                .isInstanceOf(UnsupportedFeatureException.class);
        assertThatThrownBy(() -> server.host().embeddingModel("any").embed(request.truncate(true)))
                .isInstanceOf(UnsupportedFeatureException.class);
        assertThatThrownBy(() -> server.host()
                        .embeddingModel("any")
                        .embed(request.options(
                                LlamaCppOptions.builder().mirostat(2).build())))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("mirostat");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void saysThatATextIsTooLong() {
        server.shows("embeddings-text-too-long");

        assertThatThrownBy(() -> server.host().embeddingModel("any").embed("long"))
                .isInstanceOf(ContextLengthExceededException.class)
                .hasMessageContaining("700 tokens")
                .hasMessageContaining("--ubatch-size");
    }

    @Test
    void saysThatTheServerDoesNotPool() {
        server.shows("embeddings-without-pooling");

        assertThatThrownBy(() -> server.host().embeddingModel("any").embed("red apple"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("pooling");
    }

    @Test
    void ranksDocuments() {
        server.shows("rerank");

        assertThat(server.host().rerankModel("any").rerank("citrus fruit", List.of("a hammer", "a lemon")))
                .containsExactly(new RankedDocument(1, 4.37), new RankedDocument(0, -7.25));
    }

    @Test
    void namesTheFlagForReranking() {
        server.shows("rerank-not-enabled");

        assertThatThrownBy(() -> server.host().rerankModel("any").rerank("a", List.of("b")))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("--reranking");
    }
}
