// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.posada.ModelHost;
import dev.posada.ProtocolException;
import dev.posada.RankedDocument;
import dev.posada.RerankModel;
import dev.posada.UnsupportedFeatureException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Orders documents with a scoring model of LangChain4j. */
final class HostedRerankModel implements RerankModel {
    private final LangChain4jHost host;
    private final String name;

    HostedRerankModel(LangChain4jHost host, String name) {
        this.host = host;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModelHost host() {
        return host;
    }

    @Override
    public List<RankedDocument> rerank(String query, List<String> documents, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be 1 or more.");
        }
        var model = host.require(name).scoring();
        if (model == null) {
            throw new UnsupportedFeatureException(
                    "The host " + host.uri() + " has no rerank model \"" + name + "\".", host.where(name));
        }
        List<TextSegment> segments = documents.stream().map(TextSegment::from).toList();
        List<Double> scores = host.policy(name, true)
                .run(call -> Waiting.forResult(
                        () -> model.scoreAll(segments, query).content(), call, host.executor(), host.where(name)));
        if (scores.size() != documents.size()) {
            throw new ProtocolException(
                    "The model " + name + " of the host " + host.uri() + " scored " + scores.size() + " of "
                            + documents.size() + " texts.",
                    host.where(name));
        }
        return IntStream.range(0, scores.size())
                .mapToObj(index -> new RankedDocument(index, scores.get(index)))
                .sorted(Comparator.comparingDouble(RankedDocument::score).reversed())
                .limit(limit)
                .toList();
    }
}
