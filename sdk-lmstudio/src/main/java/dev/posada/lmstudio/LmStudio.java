// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.CompletionModel;
import dev.posada.EmbeddingModel;
import dev.posada.HostHealth;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.http.HttpHostBuilder;
import dev.posada.http.HttpTransport;
import dev.posada.spi.Environment;
import dev.posada.spi.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * LM Studio, the app or its headless server, as a host of models.
 *
 * <pre>{@code
 * try (LmStudio lmStudio = LmStudio.local()) {
 *     System.out.println(lmStudio.chatModel("qwen/qwen3-4b-2507").chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>Chats go over the server's OpenAI side, which alone has tools, schemas and a conversation without memory on the server;
 * models are looked after over its own API. A model that is not in memory is loaded by the first request that wants it, which
 * counts as the time for the first token and may take minutes. Thread-safe.
 */
public final class LmStudio implements ModelHost {
    /** A warning's code: the model is in memory with a smaller context window than was asked for. */
    public static final String SMALL_CONTEXT = "small-context";

    /** A warning's code: the answer's text seems to hold a tool call that the server could not read. */
    public static final String TOOL_CALL_IN_TEXT = "tool-call-in-text";

    /** A warning's code: probabilities were asked for, but did not come. */
    public static final String NO_LOGPROBS = "no-logprobs";

    static final String SCHEME = "lmstudio";
    static final String USUAL_URL = "http://localhost:1234";

    private static final String KEY_VARIABLE = "LM_API_TOKEN";

    /** A server lists its models at once; one that does not is not well, however long a model may take to load. */
    private static final Duration LONGEST_HEALTH_CHECK = Duration.ofSeconds(10);

    private final HttpTransport transport;
    private final Catalogue catalogue;
    private final LmStudioLibrary library;
    private final ModelRequests requests;
    private final @Nullable String defaultModel;

    private LmStudio(Builder builder) {
        this.transport = builder.transport();
        this.catalogue = new Catalogue(transport);
        ModelMemory memory = new ModelMemory(transport, catalogue);
        this.library = new LmStudioLibrary(transport, catalogue, memory, builder.time);
        this.requests = new ModelRequests(transport, memory, builder.defaults, builder.loadsMissingModels);
        this.defaultModel = builder.defaultModel;
    }

    /**
     * The server at its usual address, {@code http://localhost:1234}. The API token, if the server wants one, is in
     * {@code POSADA_API_KEY} or {@code LM_API_TOKEN}.
     */
    public static LmStudio local() {
        return at(USUAL_URL);
    }

    /**
     * The server at an address, such as {@code http://gpu-box:1234}. The API token, if the server wants one, is in
     * {@code POSADA_API_KEY} or {@code LM_API_TOKEN}.
     *
     * @throws IllegalArgumentException if it is no address, or holds a user name or password
     */
    public static LmStudio at(String url) {
        return builder().url(url).key(Environment.system()).build();
    }

    /** A host to be configured. Takes nothing from the environment. */
    public static Builder builder() {
        return new Builder();
    }

    static LmStudio open(HostUri uri, Environment environment) {
        Builder builder = builder();
        uri.model().ifPresent(builder::defaultModel);
        return builder.fromUri(uri, environment).build();
    }

    @Override
    public URI uri() {
        return transport.uri().toUri();
    }

    @Override
    public Optional<String> defaultModel() {
        return Optional.ofNullable(defaultModel);
    }

    /** {@inheritDoc} The name is the model's key, perhaps with a variant behind an at sign, or that of a loaded instance. */
    @Override
    public ChatModel chatModel(String name) {
        return new LmStudioChatModel(this, name, requests);
    }

    /** {@inheritDoc} Texts that are empty are refused, as the server fails at them. */
    @Override
    public EmbeddingModel embeddingModel(String name) {
        return new LmStudioEmbeddingModel(this, name, requests);
    }

    /** {@inheritDoc} The prompt is continued as it is. There is no way to fill a gap. */
    @Override
    public CompletionModel completionModel(String name) {
        return new LmStudioCompletionModel(this, name, requests);
    }

    @Override
    public List<ModelInfo> models() {
        return library.list();
    }

    @Override
    public ModelInfo model(String name) {
        return library.show(name);
    }

    @Override
    public Optional<ModelLibrary> library() {
        return Optional.of(library);
    }

    /** The library with all that LM Studio can do. */
    public LmStudioLibrary modelLibrary() {
        return library;
    }

    /** {@inheritDoc} The server does not tell its version; what its API allows to say of it stands in its place. */
    @Override
    public HostHealth health() {
        try {
            List<CatalogueModel> models = healthPolicy().run(catalogue::models);
            String version = catalogue.serverVersion();
            long loaded = models.stream().filter(CatalogueModel::isLoaded).count();
            return new HostHealth(
                    HostHealth.Status.UP,
                    version,
                    "LM Studio " + version + ", with " + models.size() + " models, " + loaded + " of them in memory");
        } catch (PosadaException e) {
            return new HostHealth(HostHealth.Status.DOWN, null, String.valueOf(e.getMessage()));
        }
    }

    private CallPolicy healthPolicy() {
        Timeouts timeouts = transport.policy().timeouts();
        boolean isLonger =
                timeouts.firstToken().isZero() || timeouts.firstToken().compareTo(LONGEST_HEALTH_CHECK) > 0;
        return transport
                .policy()
                .timeouts(isLonger ? timeouts.firstToken(LONGEST_HEALTH_CHECK) : timeouts)
                .retryPolicy(RetryPolicy.none());
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return "LM Studio at " + transport.url();
    }

    HttpTransport transport() {
        return transport;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** Configures a host. Not thread-safe. */
    public static final class Builder extends HttpHostBuilder<Builder> {
        private LmStudioOptions defaults = LmStudioOptions.none();
        private boolean loadsMissingModels = true;
        private @Nullable String defaultModel;
        private TimeSource time = TimeSource.system();

        private Builder() {
            super(SCHEME, USUAL_URL);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Options that all requests to this host get unless they set their own. */
        public Builder defaultOptions(LmStudioOptions options) {
            defaults = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Whether to load a model that a request wants, where the server does not do so by itself because its just-in-time loading
         * is off or has failed. It is, unless switched off here. Such a model stays in memory until it is unloaded.
         */
        public Builder loadMissingModels(boolean load) {
            loadsMissingModels = load;
            return this;
        }

        /** The model that programs take which have no wish of their own. */
        public Builder defaultModel(String name) {
            defaultModel = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * The host. Does not connect.
         *
         * @throws IllegalArgumentException if settings contradict each other
         */
        public LmStudio build() {
            return new LmStudio(this);
        }

        Builder time(TimeSource source) {
            time = source;
            return this;
        }

        private Builder key(Environment environment) {
            return environment(environment, KEY_VARIABLE);
        }

        private Builder fromUri(HostUri uri, Environment environment) {
            return from(uri, environment, KEY_VARIABLE);
        }

        /** The address is the server's: people copy that of one of its APIs, and paths would be put behind it. */
        private HttpTransport transport() {
            return pathPrefix(pathPrefix().replaceFirst("/(v1|api/v[01])$", "")).transport(new LmStudioErrors());
        }
    }
}
