// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import java.util.List;
import java.util.Objects;

/**
 * Collects how a chat model of Posada is to be used by LangChain4j. Not thread-safe.
 *
 * @param <B> the builder that extends this one
 */
public abstract sealed class PosadaModelBuilder<B extends PosadaModelBuilder<B>>
        permits PosadaChatModel.Builder, PosadaStreamingChatModel.Builder {
    final ChatModel model;
    ChatRequest settings = ChatRequest.builder().build();
    ChatRequestParameters defaults = DefaultChatRequestParameters.EMPTY;
    List<ChatModelListener> listeners = List.of();

    PosadaModelBuilder(ChatModel model) {
        this.model = Objects.requireNonNull(model, "model");
    }

    abstract B self();

    /**
     * What every request starts from, for all that LangChain4j has no parameter for: thinking, a seed, time limits, retries,
     * options of a backend, extra fields. Parameters of LangChain4j win over it.
     *
     * @throws IllegalArgumentException if it holds messages or tools, which come from LangChain4j
     */
    public B settings(ChatRequest request) {
        if (!request.messages().isEmpty() || !request.tools().isEmpty()) {
            throw new IllegalArgumentException(
                    "Settings are a request without messages and tools; those come with calls.");
        }
        settings = request;
        return self();
    }

    /** LangChain4j's parameters for requests that do not set them. */
    public B defaultRequestParameters(ChatRequestParameters parameters) {
        defaults = Objects.requireNonNull(parameters, "parameters");
        return self();
    }

    /** Those who are told of each request, and of its answer or failure. */
    public B listeners(List<? extends ChatModelListener> all) {
        listeners = List.copyOf(all);
        return self();
    }

    /** Those who are told of each request, and of its answer or failure. */
    public B listeners(ChatModelListener... all) {
        return listeners(List.of(all));
    }
}
