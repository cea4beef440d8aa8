// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.posada.CallPolicy;
import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ChatModel;
import dev.posada.EmbeddingModel;
import dev.posada.ErrorDetails;
import dev.posada.HostHealth;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.RerankModel;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.spi.Threads;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Models of LangChain4j as a host, so that its providers stand beside Posada's own or behind a fallback.
 *
 * <pre>{@code
 * try (ModelHost host = LangChain4jHost.of(mistral)) {
 *     System.out.println(host.chatModel(host.defaultModel().orElseThrow()).chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>Time limits and cancelling are Posada's: they hold even if the model behind knows neither, but then it may work on unseen.
 * A model that streams is held back by a slow reader; one that only answers as a whole sends one piece. Models that do not
 * stream often try again by themselves, so calls to them are not repeated here unless {@link Builder#retryPolicy} says so.
 *
 * <p>Closing the host does not close the models, which belong to whoever made them. Thread-safe.
 */
public final class LangChain4jHost implements ModelHost {
    static final String SCHEME = "langchain4j";

    private final URI uri;
    private final Map<String, Models> models;
    private final CallPolicy policy;
    private final boolean hasOwnRetries;
    private final Executor executor;
    private volatile boolean closed;

    private LangChain4jHost(Builder builder) {
        uri = URI.create(SCHEME + "://" + builder.name);
        models = new LinkedHashMap<>(builder.models);
        CallPolicy timed = CallPolicy.of(uri.toString()).timeouts(builder.timeouts);
        hasOwnRetries = builder.retryPolicy != null;
        policy = builder.retryPolicy == null ? timed : timed.retryPolicy(builder.retryPolicy);
        executor = builder.executor;
    }

    /** A host of one chat model, under the name that its default parameters tell, or else {@code default}. */
    public static LangChain4jHost of(dev.langchain4j.model.chat.ChatModel model) {
        return builder()
                .chat(nameOr(model.defaultRequestParameters().modelName()), model)
                .build();
    }

    /** A host of one streaming chat model, under the name that its default parameters tell, or else {@code default}. */
    public static LangChain4jHost of(StreamingChatModel model) {
        return builder()
                .streamingChat(nameOr(model.defaultRequestParameters().modelName()), model)
                .build();
    }

    private static String nameOr(@Nullable String told) {
        return told == null || told.isBlank() ? "default" : told;
    }

    /** A host of several models. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public URI uri() {
        return uri;
    }

    /** The first model. */
    @Override
    public Optional<String> defaultModel() {
        return models.keySet().stream().findFirst();
    }

    /** {@inheritDoc} A name that is not this host's is a {@link ModelNotFoundException} when it is asked. */
    @Override
    public ChatModel chatModel(String name) {
        return new HostedChatModel(this, name);
    }

    @Override
    public EmbeddingModel embeddingModel(String name) {
        return new HostedEmbeddingModel(this, name);
    }

    @Override
    public RerankModel rerankModel(String name) {
        return new HostedRerankModel(this, name);
    }

    /** The names that this host was made with. */
    @Override
    public List<ModelInfo> models() {
        return models.keySet().stream().map(this::model).toList();
    }

    /** {@inheritDoc} LangChain4j does not tell what a chat model can do, so its capabilities are unknown. */
    @Override
    public ModelInfo model(String name) {
        Models found = require(name);
        List<Capability> known = new ArrayList<>();
        if (found.embedding() != null) {
            known.add(Capability.EMBEDDING);
        }
        if (found.scoring() != null) {
            known.add(Capability.RERANK);
        }
        boolean chats = found.chat() != null || found.streaming() != null;
        return ModelInfo.builder(name)
                .capabilities(chats ? Capabilities.unknown() : Capabilities.of(known))
                .build();
    }

    /** Whether this host is open. The providers behind it are not asked, as LangChain4j has no question for that. */
    @Override
    public HostHealth health() {
        return closed
                ? new HostHealth(HostHealth.Status.DOWN, null, "This host is closed.")
                : new HostHealth(HostHealth.Status.UP, null, "The providers were not asked; LangChain4j can't.");
    }

    @Override
    public void close() {
        closed = true;
    }

    Models require(String name) {
        if (closed) {
            throw new IllegalStateException("This host, " + uri + ", is closed; make a new one.");
        }
        Models found = models.get(name);
        if (found == null) {
            throw new ModelNotFoundException(
                    "The host " + uri + " has no model \"" + name + "\"; it has " + models.keySet() + ".", where(name));
        }
        return found;
    }

    ErrorDetails where(String name) {
        return ErrorDetails.none().host(uri.toString()).model(name);
    }

    /** The limits of a call to a model that tries again by itself, or to one that does not. */
    CallPolicy policy(String name, boolean triesAgainItself) {
        CallPolicy named = policy.model(name);
        return triesAgainItself && !hasOwnRetries
                ? named.retryPolicy(named.retryPolicy().maxRetries(0))
                : named;
    }

    Executor executor() {
        return executor;
    }

    /** The models that go by one name. */
    record Models(
            dev.langchain4j.model.chat.@Nullable ChatModel chat,
            @Nullable StreamingChatModel streaming,
            dev.langchain4j.model.embedding.@Nullable EmbeddingModel embedding,
            @Nullable ScoringModel scoring) {
        private static final Models NONE = new Models(null, null, null, null);
    }

    /** Collects the models of a host. Not thread-safe. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

        private final Map<String, Models> models = new LinkedHashMap<>();
        private String name = "local";
        private Timeouts timeouts = Timeouts.defaults();
        private @Nullable RetryPolicy retryPolicy;
        private Executor executor = task -> Threads.start("posada-langchain4j", task);

        private Builder() {}

        /**
         * The host's name in its URI, {@code langchain4j://name}; {@code local} unless set.
         *
         * @throws IllegalArgumentException if it is not made of lower-case letters, digits, dots and hyphens
         */
        public Builder name(String hostName) {
            if (!NAME.matcher(hostName).matches()) {
                throw new IllegalArgumentException("\"" + hostName
                        + "\" can't be a host's name: use lower-case letters, digits, dots and hyphens.");
            }
            name = hostName;
            return this;
        }

        /** A chat model. If there is a streaming one of the same name, that one answers. */
        public Builder chat(String modelName, dev.langchain4j.model.chat.ChatModel model) {
            Objects.requireNonNull(model, "model");
            Models known = known(modelName);
            models.put(modelName, new Models(model, known.streaming(), known.embedding(), known.scoring()));
            return this;
        }

        /** A streaming chat model. */
        public Builder streamingChat(String modelName, StreamingChatModel model) {
            Objects.requireNonNull(model, "model");
            Models known = known(modelName);
            models.put(modelName, new Models(known.chat(), model, known.embedding(), known.scoring()));
            return this;
        }

        /** An embedding model. */
        public Builder embedding(String modelName, dev.langchain4j.model.embedding.EmbeddingModel model) {
            Objects.requireNonNull(model, "model");
            Models known = known(modelName);
            models.put(modelName, new Models(known.chat(), known.streaming(), model, known.scoring()));
            return this;
        }

        /** A scoring model, as a rerank model. */
        public Builder scoring(String modelName, ScoringModel model) {
            Objects.requireNonNull(model, "model");
            Models known = known(modelName);
            models.put(modelName, new Models(known.chat(), known.streaming(), known.embedding(), model));
            return this;
        }

        private Models known(String modelName) {
            Objects.requireNonNull(modelName, "modelName");
            return models.getOrDefault(modelName, Models.NONE);
        }

        /** The time limits of calls. The connect timeout has nothing to do. */
        public Builder timeouts(Timeouts limits) {
            timeouts = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /** The rules for trying again, for all models. */
        public Builder retryPolicy(RetryPolicy policy) {
            retryPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Where the models are called, instead of a thread for each call. It has to have a thread for each call at a time. */
        public Builder executor(Executor threads) {
            executor = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /**
         * The host.
         *
         * @throws IllegalStateException if it has no models
         */
        public LangChain4jHost build() {
            if (models.isEmpty()) {
                throw new IllegalStateException(
                        "A host needs a model: add one with chat, streamingChat, embedding or scoring.");
            }
            return new LangChain4jHost(this);
        }
    }
}
