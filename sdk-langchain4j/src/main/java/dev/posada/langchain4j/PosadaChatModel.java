// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;

/**
 * A chat model of any Posada host, as a chat model of LangChain4j.
 *
 * <pre>{@code
 * try (ModelHost host = ModelHost.open("ollama://localhost")) {
 *     Assistant assistant = AiServices.create(Assistant.class, PosadaChatModel.of(host.chatModel("llama3.2")));
 *     System.out.println(assistant.answer("Why is the sky blue?"));
 * }
 * }</pre>
 *
 * <p>Failures are LangChain4j's, with the {@link dev.posada.PosadaException} as their cause; retriable ones stay so. What the
 * host or model can't do is refused with LangChain4j's {@code UnsupportedFeatureException}. The metadata of an answer are a
 * {@link PosadaResponseMetadata}. A request may name another model of the same host.
 *
 * <p>Does not close the model or its host. Thread-safe.
 */
public final class PosadaChatModel implements ChatModel {
    private final Bridge bridge;

    private PosadaChatModel(Builder builder) {
        bridge = new Bridge(builder);
    }

    /** A model with no settings. */
    public static PosadaChatModel of(dev.posada.ChatModel model) {
        return builder(model).build();
    }

    /** A model with settings, listeners or default parameters. */
    public static Builder builder(dev.posada.ChatModel model) {
        return new Builder(model);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        try {
            return AnswerMapper.toLangChain4j(bridge.model(request).chat(bridge.request(request)));
        } catch (RuntimeException e) {
            throw Failures.toLangChain4j(e);
        }
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return bridge.defaults();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return bridge.listeners();
    }

    /** LangChain4j's name for the host's kind, {@code OTHER} for those that it has none for. */
    @Override
    public ModelProvider provider() {
        return bridge.provider();
    }

    /**
     * {@code RESPONSE_FORMAT_JSON_SCHEMA} if the host says that the model answers in the form of a schema. The host is asked
     * when this is first called; nothing is claimed for a host that does not tell or does not answer.
     */
    @Override
    public Set<Capability> supportedCapabilities() {
        return bridge.capabilities();
    }

    /** Collects the settings of a model. Not thread-safe. */
    public static final class Builder extends PosadaModelBuilder<Builder> {
        private Builder(dev.posada.ChatModel model) {
            super(model);
        }

        @Override
        Builder self() {
            return this;
        }

        /** The model. */
        public PosadaChatModel build() {
            return new PosadaChatModel(this);
        }
    }
}
