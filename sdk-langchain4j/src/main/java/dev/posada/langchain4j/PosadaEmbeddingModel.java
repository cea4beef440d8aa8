// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponseMetadata;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An embedding model of a Posada host, as one of LangChain4j: for its stores, ingestors and retrievers. A request may name
 * another model of the same host, and the length of the vectors; that a text is a question or a document can't be said.
 *
 * <p>Does not close the model's host. Thread-safe.
 */
public final class PosadaEmbeddingModel implements EmbeddingModel {
    private final dev.posada.EmbeddingModel model;
    private final List<EmbeddingModelListener> listeners;

    private PosadaEmbeddingModel(dev.posada.EmbeddingModel model, List<EmbeddingModelListener> listeners) {
        this.model = Objects.requireNonNull(model, "model");
        this.listeners = List.copyOf(listeners);
    }

    /** An embedding model; who else is to be told of requests is added by {@link #addListener}. */
    public static PosadaEmbeddingModel of(dev.posada.EmbeddingModel model) {
        return new PosadaEmbeddingModel(model, List.of());
    }

    /** An embedding model, with those who are told of each request, and of its answer or failure. */
    public static PosadaEmbeddingModel of(
            dev.posada.EmbeddingModel model, List<? extends EmbeddingModelListener> listeners) {
        return new PosadaEmbeddingModel(model, List.copyOf(listeners));
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        try {
            dev.posada.EmbeddingRequest texts = dev.posada.EmbeddingRequest.of(
                    request.inputs().stream().map(EmbeddingInput::text).toList());
            Integer dimensions = request.dimensions();
            return response(model(request).embed(dimensions == null ? texts : texts.dimensions(dimensions)));
        } catch (RuntimeException e) {
            throw Failures.toLangChain4j(e);
        }
    }

    private dev.posada.EmbeddingModel model(EmbeddingRequest request) {
        String name = request.modelName();
        return name == null || name.equals(model.name()) ? model : model.host().embeddingModel(name);
    }

    private static EmbeddingResponse response(dev.posada.EmbeddingResponse answer) {
        return EmbeddingResponse.builder()
                .embeddings(answer.embeddings().stream()
                        .map(vector -> Embedding.from(vector.toArray()))
                        .toList())
                .metadata(EmbeddingResponseMetadata.builder()
                        .modelName(answer.model())
                        .tokenUsage(AnswerMapper.usage(answer.usage()))
                        .build())
                .build();
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return Set.of(EmbeddingRequestParameters.MODEL_NAME, EmbeddingRequestParameters.DIMENSIONS);
    }

    @Override
    public List<EmbeddingModelListener> listeners() {
        return listeners;
    }

    /** As {@link PosadaChatModel#provider()}. */
    @Override
    public ModelProvider provider() {
        return Bridge.provider(model.host());
    }

    @Override
    public String modelName() {
        return model.name();
    }
}
