// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponseMetadata;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.posada.EmbeddingModel;
import dev.posada.ProtocolException;
import dev.posada.RankedDocument;
import dev.posada.RerankModel;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** LangChain4j's embedding and scoring models behind a host of ours. */
@Timeout(20)
class LangChain4jHostSearchTest {
    private final AtomicReference<EmbeddingRequest> asked = new AtomicReference<>();

    private EmbeddingModel embedding(float[]... vectors) {
        dev.langchain4j.model.embedding.EmbeddingModel model = new dev.langchain4j.model.embedding.EmbeddingModel() {
            @Override
            public EmbeddingResponse doEmbed(EmbeddingRequest request) {
                asked.set(request);
                return EmbeddingResponse.builder()
                        .embeddings(
                                List.of(vectors).stream().map(Embedding::from).toList())
                        .metadata(EmbeddingResponseMetadata.builder()
                                .modelName("scripted")
                                .tokenUsage(new TokenUsage(4))
                                .build())
                        .build();
            }

            @Override
            public Set<EmbeddingParameter<?>> supportedParameters() {
                return Set.of(EmbeddingRequestParameters.DIMENSIONS);
            }
        };
        return LangChain4jHost.builder().embedding("vectors", model).build().embeddingModel("vectors");
    }

    private static RerankModel scoring(Double... scores) {
        ScoringModel model = new ScoringModel() {
            @Override
            public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
                return Response.from(List.of(scores));
            }
        };
        return LangChain4jHost.builder().scoring("ranker", model).build().rerankModel("ranker");
    }

    @Test
    void embedsAllTextsInOneCall() {
        EmbeddingModel model = embedding(new float[] {1, 0}, new float[] {0, 1});

        dev.posada.EmbeddingResponse answer = model.embed(
                dev.posada.EmbeddingRequest.of(List.of("keys", "plants")).dimensions(2));

        assertThat(answer.embeddings())
                .extracting(vector -> vector.toArray()[0])
                .containsExactly(1f, 0f);
        assertThat(answer.model()).isEqualTo("scripted");
        assertThat(answer.usage().inputTokens()).isEqualTo(4);
        assertThat(asked.get().inputs()).hasSize(2);
        assertThat(asked.get().dimensions()).isEqualTo(2);
    }

    @Test
    void refusesAnAnswerThatLacksVectors() {
        EmbeddingModel model = embedding(new float[] {1, 0});

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> model.embed(List.of("keys", "plants")))
                .withMessageContaining("gave 1 vectors for 2 texts");
    }

    @Test
    void refusesToCutTextsSinceLangChain4jHasNoWordForIt() {
        EmbeddingModel model = embedding(new float[] {1, 0});

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> model.embed(
                        dev.posada.EmbeddingRequest.of(List.of("keys")).truncate(true)))
                .withMessageContaining("cut them first");
        assertThat(asked).hasNullValue();
    }

    @Test
    void ordersByTheScoresAndKeepsTheBest() {
        RerankModel model = scoring(0.1, 0.9, 0.4);

        List<RankedDocument> best = model.rerank("Where are the keys?", List.of("weather", "keys", "plants"), 2);

        assertThat(best).containsExactly(new RankedDocument(1, 0.9), new RankedDocument(2, 0.4));
    }

    @Test
    void refusesScoresThatAreNotForAllTexts() {
        RerankModel model = scoring(0.1);

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> model.rerank("Where are the keys?", List.of("weather", "keys")))
                .withMessageContaining("scored 1 of 2 texts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.rerank("Where are the keys?", List.of("keys"), 0))
                .withMessageContaining("limit is 0");
    }

    @Test
    void saysWhatAModelIsNot() {
        LangChain4jHost host = LangChain4jHost.of(new dev.langchain4j.model.chat.ChatModel() {});

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> host.embeddingModel("default").embed("keys"))
                .withMessageContaining("no embedding model \"default\"");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> host.rerankModel("default").rerank("keys?", List.of("keys")))
                .withMessageContaining("no rerank model \"default\"");
    }
}
