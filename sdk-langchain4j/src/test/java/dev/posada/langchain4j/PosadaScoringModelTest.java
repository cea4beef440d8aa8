// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Query;
import dev.posada.ErrorDetails;
import dev.posada.ModelHost;
import dev.posada.ProtocolException;
import dev.posada.RankedDocument;
import dev.posada.RerankModel;
import dev.posada.testkit.FakeHost;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PosadaScoringModelTest {
    private static final List<TextSegment> SEGMENTS =
            List.of(TextSegment.from("plants"), TextSegment.from("keys"), TextSegment.from("weather"));

    @Test
    void givesTheScoresInTheOrderOfTheSegments() {
        ScoringModel model = PosadaScoringModel.of(
                ranking(new RankedDocument(1, 0.9), new RankedDocument(0, 0.4), new RankedDocument(2, 0.1)));

        assertThat(model.scoreAll(SEGMENTS, "Where are the keys?").content()).containsExactly(0.4, 0.9, 0.1);
    }

    @Test
    void doesNotAskTheHostAboutNothing() {
        AtomicInteger asked = new AtomicInteger();
        ScoringModel model = PosadaScoringModel.of(new Ranker((query, documents) -> {
            asked.incrementAndGet();
            return List.of();
        }));

        assertThat(model.scoreAll(List.of(), "Where are the keys?").content()).isEmpty();
        assertThat(asked).hasValue(0);
    }

    @Test
    void refusesScoresThatAreNotForAllSegments() {
        ScoringModel model = PosadaScoringModel.of(ranking(new RankedDocument(1, 0.9)));

        assertThatExceptionOfType(LangChain4jException.class)
                .isThrownBy(() -> model.scoreAll(SEGMENTS, "Where are the keys?"))
                .withMessageContaining("scored 1 of 3 texts")
                .withCauseInstanceOf(ProtocolException.class);
    }

    @Test
    void failsInTheWordsOfLangChain4j() {
        ScoringModel model = PosadaScoringModel.of(new Ranker((query, documents) -> {
            throw new dev.posada.RateLimitException("Too many.", ErrorDetails.none());
        }));

        assertThatExceptionOfType(RateLimitException.class)
                .isThrownBy(() -> model.score("keys", "Where are the keys?"))
                .withMessageContaining("Too many.");
    }

    @Test
    void ordersWhatARetrieverFound() {
        ScoringModel model = PosadaScoringModel.of(
                ranking(new RankedDocument(1, 0.9), new RankedDocument(0, 0.4), new RankedDocument(2, 0.1)));
        ReRankingContentAggregator aggregator = ReRankingContentAggregator.builder()
                .scoringModel(model)
                .minScore(0.2)
                .build();

        List<Content> best = aggregator.aggregate(Map.of(
                Query.from("Where are the keys?"),
                List.of(SEGMENTS.stream().map(Content::from).toList())));

        assertThat(best).extracting(content -> content.textSegment().text()).containsExactly("keys", "plants");
    }

    private static RerankModel ranking(RankedDocument... ranked) {
        return new Ranker((query, documents) -> List.of(ranked));
    }

    private interface Ranking {
        List<RankedDocument> rank(String query, List<String> documents);
    }

    private record Ranker(Ranking ranking) implements RerankModel {
        @Override
        public String name() {
            return "ranker";
        }

        @Override
        public ModelHost host() {
            return FakeHost.create();
        }

        @Override
        public List<RankedDocument> rerank(String query, List<String> documents, int limit) {
            return ranking.rank(query, documents);
        }
    }
}
