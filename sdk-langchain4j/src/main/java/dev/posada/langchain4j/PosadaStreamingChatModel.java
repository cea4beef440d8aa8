// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.posada.spi.Threads;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A chat model of any Posada host, as a streaming chat model of LangChain4j.
 *
 * <p>The call returns at once. All that comes is handed over in one other thread, a virtual one where the JVM has them: a
 * handler that takes its time slows the host down. Every failure, also of a request that is refused before it is sent, comes
 * through {@code onError} and to the listeners, once. What a handler throws goes to its {@code onError}, and the answer goes
 * on, as LangChain4j wants it. After {@code StreamingHandle.cancel()}, from any thread, the connection is cut and the handler
 * hears nothing more.
 *
 * <p>All else is as with {@link PosadaChatModel}. Does not close the model or its host. Thread-safe.
 */
public final class PosadaStreamingChatModel implements StreamingChatModel {
    private final Bridge bridge;
    private final Executor executor;

    private PosadaStreamingChatModel(Builder builder) {
        bridge = new Bridge(builder);
        executor = builder.executor;
    }

    /** A model with no settings. */
    public static PosadaStreamingChatModel of(dev.posada.ChatModel model) {
        return builder(model).build();
    }

    /** A model with settings, listeners or default parameters. */
    public static Builder builder(dev.posada.ChatModel model) {
        return new Builder(model);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        Delivery delivery = new Delivery(handler);
        try {
            executor.execute(() -> delivery.run(() -> bridge.model(request).stream(bridge.request(request))));
        } catch (RejectedExecutionException e) {
            delivery.fail(e);
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

    /** As {@link PosadaChatModel#provider()}. */
    @Override
    public ModelProvider provider() {
        return bridge.provider();
    }

    /** As {@link PosadaChatModel#supportedCapabilities()}. */
    @Override
    public Set<Capability> supportedCapabilities() {
        return bridge.capabilities();
    }

    /** Collects the settings of a model. Not thread-safe. */
    public static final class Builder extends PosadaModelBuilder<Builder> {
        private Executor executor = task -> Threads.start("posada-langchain4j", task);

        private Builder(dev.posada.ChatModel model) {
            super(model);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Where answers are read, instead of a thread for each. It has to have a thread for each answer at a time. */
        public Builder executor(Executor threads) {
            executor = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /** The model. */
        public PosadaStreamingChatModel build() {
            return new PosadaStreamingChatModel(this);
        }
    }
}
