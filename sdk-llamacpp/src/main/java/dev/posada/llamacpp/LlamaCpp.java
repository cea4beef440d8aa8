// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ChatModel;
import dev.posada.CompletionModel;
import dev.posada.EmbeddingModel;
import dev.posada.HostHealth;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.RerankModel;
import dev.posada.http.HttpHostBuilder;
import dev.posada.http.HttpTransport;
import dev.posada.openai.OpenAiProtocol;
import dev.posada.spi.Environment;
import dev.posada.spi.TimeSource;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A llama-server of llama.cpp: one that runs already, here or elsewhere. {@link LlamaServer} starts one.
 *
 * <pre>{@code
 * try (LlamaCpp host = LlamaCpp.local()) {
 *     System.out.println(host.chatModel().chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>Most servers have one model, and answer with it whatever name they are asked for; a server that was started without a model
 * is a router, where the name counts. What only llama-server can do is in {@link #api()} and {@link LlamaCppOptions}. While a
 * server loads its model, calls wait for it, at most as long as the time limit for the first token. Thread-safe.
 */
public final class LlamaCpp implements ModelHost {
    static final String SCHEME = "llamacpp";
    private static final String KEY_VARIABLE = "LLAMA_API_KEY";

    private final HttpTransport transport;
    private final OpenAiProtocol protocol;
    private final LlamaCppOptions defaultOptions;
    private final Optional<String> defaultModel;
    private final LlamaCppModels models;
    private final LlamaCppLibrary library;
    private final ModelKnowledge knowledge;

    private LlamaCpp(Builder builder) {
        this.defaultOptions = builder.defaultOptions;
        this.defaultModel = Optional.ofNullable(builder.defaultModel);
        this.transport = builder.transport();
        this.protocol = OpenAiProtocol.of(transport, ChatDialect.DIALECT, new ChatDialect(defaultOptions));
        this.models = new LlamaCppModels(transport, this::api);
        this.library = new LlamaCppLibrary(transport, models, builder.time);
        this.knowledge = new ModelKnowledge(transport, builder.time);
    }

    /**
     * The server at its usual address, {@code http://localhost:8080}. The key, if the server wants one, is in
     * {@code POSADA_API_KEY} or {@code LLAMA_API_KEY}.
     */
    public static LlamaCpp local() {
        return builder().key(Environment.system()).build();
    }

    /**
     * The server at an address. The key, if the server wants one, is in {@code POSADA_API_KEY} or {@code LLAMA_API_KEY}.
     *
     * @param url such as {@code http://gpu-box:8080} or {@code https://example.org/llama}; a {@code /v1} at its end is left out
     * @throws IllegalArgumentException if it is no HTTP address, or holds a user name or password
     */
    public static LlamaCpp at(String url) {
        return builder().url(url).key(Environment.system()).build();
    }

    /** A host to be configured. Takes nothing from the environment. */
    public static Builder builder() {
        return new Builder();
    }

    static LlamaCpp open(HostUri uri, Environment environment) {
        Builder builder = builder();
        uri.model().ifPresent(builder::defaultModel);
        return builder.fromUri(uri, environment).build();
    }

    @Override
    public URI uri() {
        return transport.uri().toUri();
    }

    /** The address of the server, such as {@code http://localhost:8080}. */
    public String url() {
        return transport.url();
    }

    @Override
    public Optional<String> defaultModel() {
        return defaultModel;
    }

    /** The model of a server that has one; of a router, the default model. Its name is empty unless a default model is set. */
    public ChatModel chatModel() {
        return chatModel(defaultModel.orElse(""));
    }

    @Override
    public ChatModel chatModel(String name) {
        return new LlamaCppChatModel(this, protocol, knowledge, name);
    }

    @Override
    public EmbeddingModel embeddingModel(String name) {
        return protocol.embeddingModel(this, name);
    }

    /** Raw completion; with a suffix, filling a gap. */
    @Override
    public CompletionModel completionModel(String name) {
        return new LlamaCppCompletionModel(this, transport, name, defaultOptions);
    }

    @Override
    public RerankModel rerankModel(String name) {
        return protocol.rerankModel(this, name);
    }

    /** What only llama-server can do, with the model of a server that has one; of a router, with the default model. */
    public LlamaCppApi api() {
        return api(defaultModel.orElse(""));
    }

    /** What only llama-server can do, with one of the models of a router. */
    public LlamaCppApi api(String model) {
        return new LlamaCppApi(transport, protocol, model);
    }

    @Override
    public List<ModelInfo> models() {
        return models.infos();
    }

    /**
     * What is known of a model. Sends a few empty requests to find out whether the server was started for embeddings or
     * reranking and whether the model can fill gaps; the server refuses or accepts those without work.
     */
    @Override
    public ModelInfo model(String name) {
        return models.info(name);
    }

    /** Loading and unloading, where the server is a router. */
    @Override
    public Optional<ModelLibrary> library() {
        return Optional.of(library);
    }

    @Override
    public HostHealth health() {
        return LlamaCppHealth.of(transport, api(""));
    }

    HttpTransport transport() {
        return transport;
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return "LlamaCpp[" + uri() + "]";
    }

    /** Collects the settings of a host. Not thread-safe. */
    public static final class Builder extends HttpHostBuilder<Builder> {
        private @Nullable String defaultModel;
        private LlamaCppOptions defaultOptions = LlamaCppOptions.none();
        private boolean waitWhileLoading = true;
        private TimeSource time = TimeSource.system();

        private Builder() {
            super(SCHEME, "http://localhost:8080");
        }

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * The address of the server, such as {@code http://localhost:8080} or {@code https://example.org/llama}. A {@code /v1} at its
         * end, as other programs want it, is left out.
         */
        @Override
        public Builder url(String address) {
            return super.url(withoutVersion(address));
        }

        /** The path under which the server was started with {@code --api-prefix}, or which a proxy has for it. */
        @Override
        public Builder pathPrefix(String prefix) {
            return super.pathPrefix(withoutVersion(prefix));
        }

        private static String withoutVersion(String address) {
            return address.strip().replaceFirst("/v1/*$", "/");
        }

        /** The model that is meant where none is named. */
        public Builder defaultModel(String name) {
            defaultModel = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Options for all requests, where they do not say otherwise. */
        public Builder defaultOptions(LlamaCppOptions options) {
            defaultOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Whether calls wait while the server loads its model, which is so unless set: at most as long as the time limit for the
         * first token. Otherwise they fail at once with a {@link dev.posada.HostUnavailableException} whose reason is loading.
         */
        public Builder waitWhileLoading(boolean wait) {
            waitWhileLoading = wait;
            return this;
        }

        Builder time(TimeSource clock) {
            time = clock;
            return this;
        }

        private Builder key(Environment environment) {
            return environment(environment, KEY_VARIABLE);
        }

        private Builder fromUri(HostUri uri, Environment environment) {
            return from(uri, environment, KEY_VARIABLE);
        }

        private HttpTransport transport() {
            Optional<LoadingWait> wait = waitWhileLoading ? Optional.of(new LoadingWait(time)) : Optional.empty();
            return transport(new LlamaCppDialect(wait));
        }

        /**
         * The host. Does not connect.
         *
         * @throws IllegalArgumentException if settings contradict each other
         */
        public LlamaCpp build() {
            return new LlamaCpp(this);
        }
    }
}
