// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.InvalidRequestException;
import dev.posada.UnsupportedFeatureException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LmStudioEmbeddingTest {
    private static final EmbeddingRequest TEXTS = EmbeddingRequest.of(List.of("red", "blue"));

    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @Test
    void makesVectorsInTheOrderOfTheTexts() {
        EmbeddingResponse response = embed(TEXTS);

        assertThat(response.embeddings()).hasSize(2);
        assertThat(response.embeddings().get(0).toArray()).containsExactly(0.012f, -0.044f);
        assertThat(response.model()).isEqualTo("text-embedding-nomic-embed-text-v1.5");
    }

    @Test
    void takesZeroTokensForUnknown() {
        assertThat(embed(TEXTS).usage().inputTokens()).isZero();
    }

    @Test
    void asksForNoEncodingAsTheServerIgnoresIt() {
        embed(TEXTS);

        assertThat(lmStudio.body("/v1/embeddings")).doesNotContain("encoding_format");
    }

    @Test
    void sendsOfTheOptionsOnlyTheTimeToLive() {
        embed(TEXTS.options(LmStudioOptions.builder()
                .ttl(Duration.ofSeconds(30))
                .draftModel("small")
                .build()));

        assertThat(lmStudio.body("/v1/embeddings")).contains("\"ttl\":30").doesNotContain("draft_model");
    }

    @Test
    void refusesATextWithoutWords() {
        assertThatThrownBy(() -> embed(EmbeddingRequest.of(List.of("red", ""))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("index 1");
        assertThat(lmStudio.log()).isEmpty();
    }

    @Test
    void refusesToShortenVectors() {
        assertThatThrownBy(() -> embed(TEXTS.dimensions(64))).isInstanceOf(UnsupportedFeatureException.class);
        assertThat(lmStudio.log()).isEmpty();
    }

    private EmbeddingResponse embed(EmbeddingRequest request) {
        return lmStudio.host().embeddingModel("two-texts").embed(request);
    }
}
