// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.posada.CallPolicy;
import dev.posada.ChatWarning;
import dev.posada.Embedding;
import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.ModelHost;
import dev.posada.ProtocolException;
import dev.posada.Timings;
import dev.posada.UnsupportedFeatureException;
import dev.posada.Usage;
import java.util.List;

/** Embeds with a model of LangChain4j. */
final class HostedEmbeddingModel implements EmbeddingModel {
    private final LangChain4jHost host;
    private final String name;

    HostedEmbeddingModel(LangChain4jHost host, String name) {
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
    public dev.posada.EmbeddingResponse embed(EmbeddingRequest request) {
        var model = host.require(name).embedding();
        if (model == null) {
            throw unsupported("has no embedding model \"" + name + "\"");
        }
        if (request.truncate()) {
            throw unsupported("can't ask a LangChain4j model to cut texts; cut them first");
        }
        var builder = dev.langchain4j.model.embedding.request.EmbeddingRequest.builder();
        request.texts().forEach(builder::input);
        request.dimensions().ifPresent(builder::dimensions);
        CallPolicy policy = host.policy(name, true);
        EmbeddingResponse response = request.timeouts()
                .map(policy::timeouts)
                .orElse(policy)
                .run(call ->
                        Waiting.forResult(() -> model.embed(builder.build()), call, host.executor(), host.where(name)));
        return answer(request, response);
    }

    private dev.posada.EmbeddingResponse answer(EmbeddingRequest request, EmbeddingResponse response) {
        int count = response.embeddings().size();
        if (count != request.texts().size()) {
            throw new ProtocolException(
                    "The model " + name + " of the host " + host.uri() + " gave " + count + " vectors for "
                            + request.texts().size() + " texts.",
                    host.where(name));
        }
        TokenUsage usage = response.metadata().tokenUsage();
        Integer tokens = usage == null ? null : usage.inputTokenCount();
        String told = response.metadata().modelName();
        return new dev.posada.EmbeddingResponse(
                told == null ? name : told,
                response.embeddings().stream()
                        .map(vector -> Embedding.of(vector.vector()))
                        .toList(),
                tokens == null ? Usage.unknown() : Usage.of(tokens, 0),
                Timings.none(),
                warnings(request));
    }

    private static List<ChatWarning> warnings(EmbeddingRequest request) {
        return request.options()
                .map(options -> List.of(new ChatWarning(
                        ChatWarning.FOREIGN_OPTIONS,
                        "The request holds " + options.getClass().getSimpleName()
                                + ", which a host of LangChain4j models does not read for embeddings.")))
                .orElse(List.of());
    }

    private UnsupportedFeatureException unsupported(String complaint) {
        return new UnsupportedFeatureException("The host " + host.uri() + " " + complaint + ".", host.where(name));
    }
}
