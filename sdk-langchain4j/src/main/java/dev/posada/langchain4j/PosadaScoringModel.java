// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import dev.posada.RankedDocument;
import dev.posada.RerankModel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A rerank model of a Posada host, as a scoring model of LangChain4j: for its {@code ReRankingContentAggregator}. The scores are
 * the host's own; what counts as a good one differs between models. Does not close the host. Thread-safe.
 */
public final class PosadaScoringModel implements ScoringModel {
    private final RerankModel model;

    private PosadaScoringModel(RerankModel model) {
        this.model = Objects.requireNonNull(model, "model");
    }

    /** A rerank model. */
    public static PosadaScoringModel of(RerankModel model) {
        return new PosadaScoringModel(model);
    }

    /** The scores of the segments, in their order. An empty list has none, and the host is not asked. */
    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        try {
            List<RankedDocument> ranked =
                    model.rerank(query, segments.stream().map(TextSegment::text).toList());
            return Response.from(inOrder(ranked, segments.size()));
        } catch (RuntimeException e) {
            throw Failures.toLangChain4j(e);
        }
    }

    private List<Double> inOrder(List<RankedDocument> ranked, int count) {
        Double[] scores = new Double[count];
        ranked.forEach(document -> scores[document.index()] = document.score());
        if (Arrays.asList(scores).contains(null)) {
            throw new ProtocolException(
                    "The host " + model.host().uri() + " scored " + ranked.size() + " of " + count + " texts.",
                    ErrorDetails.none().host(model.host().uri().toString()).model(model.name()));
        }
        return List.of(scores);
    }
}
