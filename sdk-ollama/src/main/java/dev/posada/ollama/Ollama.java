// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.CompletionModel;
import dev.posada.EmbeddingModel;
import dev.posada.ErrorDetails;
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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Ollama server as a host of models, over its native API.
 *
 * <pre>{@code
 * try (Ollama ollama = Ollama.local()) {
 *     System.out.println(ollama.chatModel("llama3.2").chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>Answers are read as a stream from the server also where the caller wants them whole: only a stream tells a slow answer
 * from one that has stalled. Thread-safe.
 */
public final class Ollama implements ModelHost {
    static final String SCHEME = "ollama";
    static final String ADDRESS_VARIABLE = "OLLAMA_HOST";

    private static final String KEY_VARIABLE = "OLLAMA_API_KEY";

    /** A server says its version at once; one that does not is not well, however long a model may take to load. */
    private static final Duration LONGEST_HEALTH_CHECK = Duration.ofSeconds(10);

    private final HttpTransport transport;
    private final OllamaServer server;
    private final OllamaOptions defaults;
    private final @Nullable String defaultModel;

    private Ollama(Builder builder) {
        this.transport = builder.transport();
        this.server = new OllamaServer(transport);
        this.defaults = builder.defaults;
        this.defaultModel = builder.defaultModel;
    }

    /**
     * The server that {@code OLLAMA_HOST} names, or the one at its usual address, {@code http://127.0.0.1:11434}. The key, if
     * the server wants one, is in {@code POSADA_API_KEY} or {@code OLLAMA_API_KEY}.
     *
     * @throws IllegalArgumentException if {@code OLLAMA_HOST} is no address
     */
    public static Ollama local() {
        return local(Environment.system());
    }

    static Ollama local(Environment environment) {
        return builder().at(localAddress(environment)).key(environment).build();
    }

    /**
     * The server at an address: what {@code OLLAMA_HOST} could hold, such as {@code gpu-box}, {@code gpu-box:11434} or
     * {@code https://example.org/ollama}. The key, if the server wants one, is in {@code POSADA_API_KEY} or
     * {@code OLLAMA_API_KEY}.
     *
     * @throws IllegalArgumentException if it is no address, or holds a user name or password
     */
    public static Ollama at(String url) {
        return builder().url(url).key(Environment.system()).build();
    }

    /** A host to be configured. Takes nothing from the environment. */
    public static Builder builder() {
        return new Builder();
    }

    static Ollama open(HostUri uri, Environment environment) {
        Builder builder = builder();
        if (uri.host().isEmpty()) {
            builder.at(localAddress(environment));
        }
        uri.model().ifPresent(builder::defaultModel);
        return builder.fromUri(uri, environment).build();
    }

    static OllamaAddress localAddress(Environment environment) {
        return environment.get(ADDRESS_VARIABLE).map(OllamaAddress::parse).orElse(OllamaAddress.USUAL);
    }

    @Override
    public URI uri() {
        return transport.uri().toUri();
    }

    @Override
    public Optional<String> defaultModel() {
        return Optional.ofNullable(defaultModel);
    }

    @Override
    public ChatModel chatModel(String name) {
        return new OllamaChatModel(this, name);
    }

    /** {@inheritDoc} A text that is too long for the model is an error unless the request allows to cut it. */
    @Override
    public EmbeddingModel embeddingModel(String name) {
        return new OllamaEmbeddingModel(this, name);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A plain prompt is continued as it is, without a template unless {@link OllamaOptions.Builder#templated} is set. A prompt
     * with a suffix needs a model with the capability {@link dev.posada.Capability#FILL_IN_THE_MIDDLE}.
     */
    @Override
    public CompletionModel completionModel(String name) {
        return new OllamaCompletionModel(this, name);
    }

    @Override
    public List<ModelInfo> models() {
        return modelLibrary().list();
    }

    @Override
    public ModelInfo model(String name) {
        return modelLibrary().show(name);
    }

    @Override
    public Optional<ModelLibrary> library() {
        return Optional.of(modelLibrary());
    }

    /** The library with all that Ollama can do. */
    public OllamaLibrary modelLibrary() {
        return new OllamaLibrary(transport, server, defaults);
    }

    /**
     * The server's version, such as {@code 0.33.0}.
     *
     * @throws PosadaException if the server can't be asked
     */
    public String version() {
        return transport.policy().run(server::version);
    }

    /** {@inheritDoc} A server that others reach and whose version has a known hole says so in the detail. */
    @Override
    public HostHealth health() {
        try {
            String version = healthPolicy().run(server::version);
            return new HostHealth(HostHealth.Status.UP, version, "Ollama " + version + securityNote(version));
        } catch (PosadaException e) {
            return new HostHealth(HostHealth.Status.DOWN, null, String.valueOf(e.getMessage()));
        }
    }

    private CallPolicy healthPolicy() {
        CallPolicy policy = transport.policy().retryPolicy(RetryPolicy.none());
        Timeouts timeouts = policy.timeouts();
        boolean isLonger =
                timeouts.firstToken().isZero() || timeouts.firstToken().compareTo(LONGEST_HEALTH_CHECK) > 0;
        return policy.timeouts(isLonger ? timeouts.firstToken(LONGEST_HEALTH_CHECK) : timeouts);
    }

    private String securityNote(String version) {
        boolean hasHole = OllamaVersion.parse(version)
                .filter(known -> known.isBefore(OllamaVersion.CLOSES_MEMORY_LEAK))
                .isPresent();
        return hasHole && !isLoopback()
                ? ". This version gives its memory away to whoever can reach it (CVE-2026-7482): upgrade to 0.17.1 or newer, or"
                        + " let nobody else reach the port"
                : "";
    }

    private boolean isLoopback() {
        String host = transport.uri().host();
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return "Ollama at " + transport.url();
    }

    HttpTransport transport() {
        return transport;
    }

    OllamaServer server() {
        return server;
    }

    OllamaRequestMapper mapper(String model) {
        return new OllamaRequestMapper(model, defaults, runsInCloud(model), where(model));
    }

    /** The host and a model, for errors. */
    ErrorDetails where(String model) {
        return ErrorDetails.none().host(transport.uri().toString()).model(model);
    }

    private boolean runsInCloud(String model) {
        return model.endsWith(":cloud")
                || model.endsWith("-cloud")
                || transport.uri().host().equals("ollama.com");
    }

    /** Configures a host. Not thread-safe. */
    public static final class Builder extends HttpHostBuilder<Builder> {
        private OllamaOptions defaults = OllamaOptions.none();
        private @Nullable String defaultModel;

        private Builder() {
            super(SCHEME, OllamaAddress.USUAL.url());
        }

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * The address of the server: what {@code OLLAMA_HOST} could hold, such as {@code gpu-box}, {@code gpu-box:11434} or
         * {@code https://example.org/ollama}.
         *
         * @throws IllegalArgumentException if it is no address, or holds a user name or password
         */
        @Override
        public Builder url(String address) {
            return at(OllamaAddress.parse(address));
        }

        /**
         * Options that all requests to this host get unless they set their own. The place for {@code numCtx}: requests that differ in
         * it make the server load the model anew.
         */
        public Builder defaultOptions(OllamaOptions options) {
            defaults = Objects.requireNonNull(options, "options");
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
        public Ollama build() {
            return new Ollama(this);
        }

        private Builder at(OllamaAddress address) {
            return super.url(address.url());
        }

        private Builder key(Environment environment) {
            return environment(environment, KEY_VARIABLE);
        }

        private Builder fromUri(HostUri uri, Environment environment) {
            return from(uri, environment, KEY_VARIABLE);
        }

        private HttpTransport transport() {
            return transport(new OllamaErrors());
        }
    }
}
