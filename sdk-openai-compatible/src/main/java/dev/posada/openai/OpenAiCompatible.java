// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.CompletionModel;
import dev.posada.EmbeddingModel;
import dev.posada.HostHealth;
import dev.posada.HostUnavailableException;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.PosadaException;
import dev.posada.RerankModel;
import dev.posada.Timeouts;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpHostBuilder;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.spi.Environment;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any server that speaks the OpenAI wire as a host of models: vLLM, SGLang, text-generation-inference, llamafile, Docker Model
 * Runner, Hugging Face endpoints, routers, OpenAI itself.
 *
 * <pre>{@code
 * try (OpenAiCompatible host = OpenAiCompatible.at("http://gpu-box:8000")) {
 *     System.out.println(host.chatModel("Qwen/Qwen3-8B").chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>The address may end in {@code /v1} or not. Where servers differ is said by a {@link Dialect}. For Ollama, llama-server and
 * LM Studio there are hosts of their own that can do more. Thread-safe.
 */
public final class OpenAiCompatible implements ModelHost {
    static final String SCHEME = "openai";

    private static final String USUAL_URL = "http://localhost:8000";
    private static final String DIALECT_OPTION = "dialect";
    private static final String BEDROCK_KEY_VARIABLE = "AWS_BEARER_TOKEN_BEDROCK";

    /** As regions are named, {@code us-gov-west-1} included; what else a caller hands in must not become part of an address. */
    private static final String REGION = "[a-z]{2}(-[a-z]+)+-\\d+";

    /** A list of models is quickly made; a server that has none by then is not well. */
    private static final Duration LONGEST_HEALTH_CHECK = Duration.ofSeconds(10);

    private static final JsonNames VERSION = JsonNames.of("version");

    private final HttpTransport transport;
    private final OpenAiProtocol protocol;
    private final @Nullable String defaultModel;

    private OpenAiCompatible(Builder builder) {
        Dialect dialect = builder.resolve();
        this.transport = builder.transport(dialect);
        this.protocol = OpenAiProtocol.of(transport, dialect, new OpenAiOwnFields(builder.defaults));
        this.defaultModel = builder.defaultModel;
    }

    /**
     * The server at {@code http://localhost:8000}, where vLLM listens. This wire has no usual port of its own. The key, if the
     * server wants one, is in {@code POSADA_API_KEY}.
     */
    public static OpenAiCompatible local() {
        return at(USUAL_URL);
    }

    /**
     * The server at an address, such as {@code http://gpu-box:8000} or {@code https://example.org/llm/v1}. The key, if the server
     * wants one, is in {@code POSADA_API_KEY}.
     *
     * <p>{@code OPENAI_API_KEY} counts only at the address that it belongs to: the one in {@code OPENAI_BASE_URL}, or that of
     * OpenAI if that is not set. It is not sent to any other server.
     *
     * @throws IllegalArgumentException if it is no address, or holds a user name or password
     */
    public static OpenAiCompatible at(String url) {
        return at(url, Environment.system());
    }

    static OpenAiCompatible at(String url, Environment environment) {
        return builder().url(url).key(environment).build();
    }

    /**
     * Amazon Bedrock's own OpenAI-compatible endpoint in one region, such as {@code eu-central-1}, for models that take this
     * wire there. The key is a Bedrock API key, from {@code POSADA_API_KEY} or else {@code AWS_BEARER_TOKEN_BEDROCK}; for AWS
     * credentials, and for all that Bedrock has beyond this wire, there is {@code sdk-bedrock}.
     *
     * <p>The address is {@code https://bedrock-runtime.<region>.amazonaws.com/openai/v1} (AWS, "OpenAI-compatible APIs",
     * 2026). It has no list of models.
     *
     * @throws IllegalArgumentException if it is no name of a region
     */
    public static OpenAiCompatible bedrock(String region) {
        return bedrockBuilder(region, Environment.system()).build();
    }

    static Builder bedrockBuilder(String region, Environment environment) {
        if (!region.matches(REGION)) {
            throw new IllegalArgumentException(
                    "\"" + region + "\" is no AWS region. Give its name, such as eu-central-1.");
        }
        return builder()
                .url("https://bedrock-runtime." + region + ".amazonaws.com/openai/v1")
                .key(environment, BEDROCK_KEY_VARIABLE);
    }

    /** A host to be configured. Takes nothing from the environment. */
    public static Builder builder() {
        return new Builder();
    }

    static OpenAiCompatible open(HostUri uri, Environment environment) {
        Builder builder = builder().fromUri(uri, environment);
        uri.model().ifPresent(builder::defaultModel);
        uri.option(DIALECT_OPTION).map(Dialect::named).ifPresent(builder::dialect);
        return builder.build();
    }

    static List<String> usualAddresses() {
        // vLLM, SGLang, Docker Model Runner
        return List.of(USUAL_URL, "http://localhost:30000", "http://localhost:12434/engines");
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
        return protocol.chatModel(this, name);
    }

    /** {@inheritDoc} Whether the server has such models shows when one is asked. */
    @Override
    public EmbeddingModel embeddingModel(String name) {
        return protocol.embeddingModel(this, name);
    }

    /** {@inheritDoc} Gaps can't be filled: the wire's field for what comes after one is read by few servers. */
    @Override
    public CompletionModel completionModel(String name) {
        return protocol.completionModel(this, name);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Reranking is not of OpenAI's own, but vLLM, text-embeddings-inference, Infinity and others serve it at {@code /v1/rerank}
     * or {@code /rerank}. A server that does not is an {@link dev.posada.UnsupportedFeatureException} when it is asked.
     */
    @Override
    public RerankModel rerankModel(String name) {
        return protocol.rerankModel(this, name);
    }

    /** {@inheritDoc} Of its models this wire tells little but the names; some servers add the context window. */
    @Override
    public List<ModelInfo> models() {
        return protocol.models();
    }

    @Override
    public ModelInfo model(String name) {
        return protocol.model(name);
    }

    @Override
    public HostHealth health() {
        try {
            List<ModelInfo> models = protocol.models(healthPolicy());
            String version = version();
            return new HostHealth(
                    HostHealth.Status.UP,
                    version,
                    transport + " has " + models.size() + (models.size() == 1 ? " model" : " models"));
        } catch (HostUnavailableException e) {
            boolean loading = e.reason() == HostUnavailableException.Reason.LOADING;
            return new HostHealth(
                    loading ? HostHealth.Status.LOADING : HostHealth.Status.DOWN, null, String.valueOf(e.getMessage()));
        } catch (PosadaException e) {
            return OpenAiAnswers.isMissingEndpoint(e) ? healthWithoutList(e) : down(e);
        }
    }

    /** Servers for embeddings only, such as text-embeddings-inference, have no list of models. */
    private HostHealth healthWithoutList(PosadaException missing) {
        try {
            healthPolicy().run(call -> transport.call(HttpRequest.get("/health").accept(HttpRequest.ANY), call));
            return new HostHealth(HostHealth.Status.UP, version(), transport + " has no list of models");
        } catch (PosadaException e) {
            return down(missing);
        }
    }

    private static HostHealth down(PosadaException failure) {
        return new HostHealth(HostHealth.Status.DOWN, null, String.valueOf(failure.getMessage()));
    }

    /** vLLM tells its version; it is a bonus, and no server is unwell without it. */
    private @Nullable String version() {
        try {
            HttpAnswer answer = healthPolicy().run(call -> transport.call(HttpRequest.get("/version"), call));
            JsonCursor json = answer.json();
            json.beginObject();
            for (int name = json.nextName(VERSION); name != JsonCursor.END; name = json.nextName(VERSION)) {
                if (name == 0) {
                    return json.text();
                }
            }
            return null;
        } catch (PosadaException e) {
            return null;
        }
    }

    private CallPolicy healthPolicy() {
        Timeouts timeouts = transport.policy().timeouts();
        boolean isLonger =
                timeouts.firstToken().isZero() || timeouts.firstToken().compareTo(LONGEST_HEALTH_CHECK) > 0;
        return transport.policy().timeouts(isLonger ? timeouts.firstToken(LONGEST_HEALTH_CHECK) : timeouts);
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return transport.toString();
    }

    HttpTransport transport() {
        return transport;
    }

    OpenAiProtocol protocol() {
        return protocol;
    }

    /** Configures a host. Not thread-safe. */
    public static final class Builder extends HttpHostBuilder<Builder> {
        private static final String KEY_VARIABLE = "OPENAI_API_KEY";
        private static final String ADDRESS_VARIABLE = "OPENAI_BASE_URL";
        private static final String OPENAI_ORIGIN = "https://api.openai.com:443";

        private @Nullable Dialect dialect;
        private OpenAiOptions defaults = OpenAiOptions.none();
        private @Nullable String defaultModel;

        private Builder() {
            super(SCHEME, USUAL_URL);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** How the server differs from others; {@link Dialect#standard()} if not set, {@link Dialect#openAi()} for OpenAI. */
        public Builder dialect(Dialect servers) {
            dialect = Objects.requireNonNull(servers, "servers");
            return this;
        }

        /** Options that all requests for words to this host get unless they set their own. */
        public Builder defaultOptions(OpenAiOptions options) {
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
        public OpenAiCompatible build() {
            return new OpenAiCompatible(this);
        }

        Builder key(Environment environment) {
            return key(withoutForeignKey(environment), KEY_VARIABLE);
        }

        private Builder key(Environment environment, String variable) {
            return environment(environment, variable);
        }

        private Builder fromUri(HostUri uri, Environment environment) {
            return from(uri, withoutForeignKey(environment), KEY_VARIABLE, Set.of(DIALECT_OPTION));
        }

        /** Hides OpenAI's key from servers that it does not belong to: many have it set, few mean every server by it. */
        private Environment withoutForeignKey(Environment environment) {
            return name ->
                    name.equals(KEY_VARIABLE) && !belongsHere(environment) ? Optional.empty() : environment.get(name);
        }

        private boolean belongsHere(Environment environment) {
            String owner = environment
                    .get(ADDRESS_VARIABLE)
                    .map(address -> new Builder().url(address).origin())
                    .orElse(OPENAI_ORIGIN);
            return origin().equals(owner);
        }

        /** The dialect, with its root where the address has none of its own. */
        private Dialect resolve() {
            Dialect chosen =
                    dialect != null ? dialect : origin().equals(OPENAI_ORIGIN) ? Dialect.openAi() : Dialect.standard();
            String prefix = OpenAiProtocol.withoutVersion(pathPrefix());
            pathPrefix(prefix);
            // Some have another version in their path, such as /api/paas/v4, and no /v1 behind it.
            boolean isVersioned =
                    Arrays.stream(prefix.split("/")).anyMatch(part -> part.matches("v\\d+((alpha|beta)\\d*)?"));
            return isVersioned ? chosen.toBuilder().root("").build() : chosen;
        }

        private HttpTransport transport(Dialect resolved) {
            return transport(new OpenAiErrors(resolved.name()));
        }
    }
}
