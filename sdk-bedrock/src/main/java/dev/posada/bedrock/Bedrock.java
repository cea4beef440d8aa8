// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.EmbeddingModel;
import dev.posada.ErrorDetails;
import dev.posada.HostHealth;
import dev.posada.HostUri;
import dev.posada.Limits;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.RerankModel;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.spi.Environment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockAsyncClient;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/**
 * Amazon Bedrock in one region as a host of models.
 *
 * <pre>{@code
 * try (Bedrock bedrock = Bedrock.in(Region.EU_CENTRAL_1)) {
 *     System.out.println(bedrock.chatModel("openai.gpt-oss-20b-1:0").chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>Who asks: a Bedrock API key from the builder or from {@code AWS_BEARER_TOKEN_BEDROCK}, else the credentials that the AWS
 * SDK finds. Thread-safe.
 */
public final class Bedrock implements ModelHost {
    static final String SCHEME = "bedrock";

    private static final String KEY_VARIABLE = "AWS_BEARER_TOKEN_BEDROCK";
    private static final Set<String> OPTIONS = Set.of(
            "connectTimeout",
            "firstTokenTimeout",
            "idleTimeout",
            "totalTimeout",
            "retries",
            "account",
            "profile",
            "endpoint");

    private final BedrockClients clients;
    private final HostUri uri;
    private final BedrockOptions defaults;
    private final @Nullable String defaultModel;
    private final @Nullable BedrockModels modelData;

    private Bedrock(Builder builder) {
        BedrockAccess access = builder.access();
        this.uri = builder.uri(access);
        this.clients = new BedrockClients(access, builder.policy(uri));
        this.defaults = builder.defaults;
        this.defaultModel = builder.defaultModel;
        this.modelData = builder.modelData;
    }

    /** Bedrock in a region, with the key or the credentials that the environment holds. */
    public static Bedrock in(Region region) {
        return builder().region(region).key(Environment.system()).build();
    }

    /**
     * Bedrock in the region that the AWS configuration names, with the key or the credentials that the environment holds.
     *
     * @throws IllegalArgumentException if no region is configured
     */
    public static Bedrock local() {
        return builder().key(Environment.system()).build();
    }

    /**
     * Bedrock, or what speaks like it, at another address than AWS's own: an interface endpoint of a private network, or a
     * gateway. The region is the one that the AWS configuration names.
     *
     * @throws IllegalArgumentException if the address is none, or no region is configured
     */
    public static Bedrock at(String url) {
        return builder().endpoint(url).key(Environment.system()).build();
    }

    /** A host to be configured. What is not set is found by the AWS SDK: region, key, credentials. */
    public static Builder builder() {
        return new Builder();
    }

    static Bedrock open(HostUri uri, Environment environment) {
        return builder().from(uri, environment).build();
    }

    @Override
    public URI uri() {
        return uri.toUri();
    }

    @Override
    public Optional<String> defaultModel() {
        return Optional.ofNullable(defaultModel);
    }

    @Override
    public ChatModel chatModel(String name) {
        return new BedrockChatModel(this, name);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Titan, Cohere and Nova are known. What the vectors are for, and more, is in {@link BedrockEmbeddingOptions}. A text
     * that is too long for the model is an error unless the request allows to cut it.
     */
    @Override
    public EmbeddingModel embeddingModel(String name) {
        return new BedrockEmbeddingModel(this, name);
    }

    /** {@inheritDoc} Of the models of this kind only Cohere's can be asked with a Bedrock API key. */
    @Override
    public RerankModel rerankModel(String name) {
        return new BedrockRerankModel(this, name);
    }

    /**
     * {@inheritDoc}
     *
     * <p>These are the foundation models of the region that can be called by their ids, and all inference profiles, those of
     * the account by their ARNs. What models can do is told by data of this SDK where Bedrock does not say; see
     * {@link Builder#modelData(String)}. Whether the account may use a model, {@link #access} tells.
     */
    @Override
    public List<ModelInfo> models() {
        return new BedrockCatalogue(this).models();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The name may be the id of a foundation model, or the id or ARN of an inference profile. For the ARN of an imported or
     * provisioned model Bedrock is not asked: it would tell no more than the ARN does.
     */
    @Override
    public ModelInfo model(String name) {
        return new BedrockCatalogue(this).model(name);
    }

    /**
     * Whether the account may use a model, and what stands in the way. Costs nothing.
     *
     * @param model the id of a foundation model, or the id of one of its inference profiles
     * @throws dev.posada.ModelNotFoundException if there is no such model
     * @throws dev.posada.PosadaException if Bedrock can't be asked
     */
    public ModelAccess access(String model) {
        return new BedrockCatalogue(this).access(model);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Asks for one inference profile, which costs nothing and needs {@code bedrock:ListInferenceProfiles}. Without that
     * permission the host is up and the detail says so.
     */
    @Override
    public HostHealth health() {
        return new BedrockCatalogue(this).health();
    }

    @Override
    public void close() {
        clients.close();
    }

    @Override
    public String toString() {
        return "Bedrock at " + uri;
    }

    BedrockClients clients() {
        return clients;
    }

    /** What is known of a model without asking the service. */
    BedrockModel facts(String model) {
        return (modelData == null ? BedrockModels.shipped() : modelData).of(model);
    }

    BedrockRequestMapper mapper(String model) {
        return new BedrockRequestMapper(facts(model), defaults, where(model));
    }

    /** The host and a model, for errors. */
    ErrorDetails where(String model) {
        return ErrorDetails.none().host(uri.toString()).model(model);
    }

    /** Configures a host. Not thread-safe. */
    public static final class Builder {
        private @Nullable Region region;
        private @Nullable URI endpoint;
        private @Nullable String profile;
        private @Nullable AwsCredentialsProvider credentials;
        private @Nullable String apiKey;
        private @Nullable ProxySelector proxy;
        private @Nullable SSLContext tls;
        private @Nullable SdkAsyncHttpClient httpClient;
        private @Nullable BedrockRuntimeAsyncClient runtimeClient;
        private @Nullable BedrockAsyncClient controlClient;
        private @Nullable BedrockAgentRuntimeAsyncClient agentRuntimeClient;
        private BedrockOptions defaults = BedrockOptions.none();
        private @Nullable String defaultModel;
        private @Nullable BedrockModels modelData;
        private Timeouts timeouts = Timeouts.defaults();
        private RetryPolicy retryPolicy = RetryPolicy.defaults();
        private Limits limits = Limits.defaults();
        private boolean strict;

        private Builder() {}

        // ---- where

        /** The region; without one, the region that the AWS configuration names. */
        public Builder region(Region awsRegion) {
            region = Objects.requireNonNull(awsRegion, "awsRegion");
            return this;
        }

        /** The region by its name, such as {@code eu-central-1}. */
        public Builder region(String name) {
            return region(Region.of(name));
        }

        /**
         * Another address than AWS's own, for all calls: an interface endpoint of a private network, or a gateway.
         *
         * @throws IllegalArgumentException if it is no HTTP address, or holds a user or a password
         */
        public Builder endpoint(String url) {
            endpoint = BedrockEndpoint.parse(url);
            return this;
        }

        // ---- who

        /** Credentials; they go before {@code AWS_BEARER_TOKEN_BEDROCK}. */
        public Builder credentials(AwsCredentialsProvider provider) {
            credentials = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /** The profile of the AWS configuration files to take credentials from, and the region if none is set. */
        public Builder profile(String name) {
            profile = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * A Bedrock API key; it goes before credentials. Reranking does not take one.
         *
         * @throws IllegalArgumentException if it is empty, or holds anything but visible ASCII
         */
        public Builder apiKey(String key) {
            String clean = key.strip();
            if (clean.isEmpty()) {
                throw new IllegalArgumentException("The API key is empty. Leave it out to use the AWS credentials.");
            }
            if (!clean.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new IllegalArgumentException("The API key holds a character that can't stand in an HTTP header.");
            }
            apiKey = clean;
            return this;
        }

        // ---- how

        /** Goes through an HTTP proxy. Without this, the proxy settings of the JVM count. */
        public Builder proxy(String host, int port) {
            proxy = ProxySelector.of(InetSocketAddress.createUnresolved(host, port));
            return this;
        }

        /** Trusts what this context trusts, instead of what the JVM does. */
        public Builder sslContext(SSLContext context) {
            tls = Objects.requireNonNull(context, "context");
            return this;
        }

        /**
         * Uses this HTTP client of the AWS SDK. Proxy and TLS are its own then, and so are its timeouts: set its read timeout
         * above those of the calls. It is not closed with the host.
         */
        public Builder httpClient(SdkAsyncHttpClient client) {
            httpClient = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Uses this client for chat, embeddings and counting. Everything about it is its own, but that it does not repeat the
         * request for a stream: that would repeat what the stream has said. It is not closed with the host.
         */
        public Builder runtimeClient(BedrockRuntimeAsyncClient client) {
            runtimeClient = Objects.requireNonNull(client, "client");
            return this;
        }

        /** Uses this client for the catalogue. It is not closed with the host. */
        public Builder controlClient(BedrockAsyncClient client) {
            controlClient = Objects.requireNonNull(client, "client");
            return this;
        }

        /** Uses this client for reranking. It is not closed with the host. */
        public Builder agentRuntimeClient(BedrockAgentRuntimeAsyncClient client) {
            agentRuntimeClient = Objects.requireNonNull(client, "client");
            return this;
        }

        // ---- how long, how often, how much

        /** The limit for reaching the service; 5 seconds by default. */
        public Builder connectTimeout(Duration limit) {
            return timeouts(timeouts.connect(limit));
        }

        /** The limit until the first piece of the answer; 2 minutes by default. */
        public Builder firstTokenTimeout(Duration limit) {
            return timeouts(timeouts.firstToken(limit));
        }

        /** The limit between two pieces of the answer; 60 seconds by default. */
        public Builder idleTimeout(Duration limit) {
            return timeouts(timeouts.idle(limit));
        }

        /** The limit for a whole call; none by default. */
        public Builder totalTimeout(Duration limit) {
            return timeouts(timeouts.total(limit));
        }

        /** All time limits at once. */
        public Builder timeouts(Timeouts limit) {
            timeouts = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /** How often a failed call is tried again; 2 by default. */
        public Builder retries(int retries) {
            return retryPolicy(retryPolicy.maxRetries(retries));
        }

        /** How a failed call is tried again. */
        public Builder retryPolicy(RetryPolicy policy) {
            retryPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** How much of an answer may be kept in memory. */
        public Builder limits(Limits memory) {
            limits = Objects.requireNonNull(memory, "memory");
            return this;
        }

        /** Options of all requests to this host that have none of their own. */
        public Builder defaultOptions(BedrockOptions options) {
            defaults = Objects.requireNonNull(options, "options");
            return this;
        }

        /** The model that programs take which have no wish of their own. */
        public Builder defaultModel(String name) {
            defaultModel = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Says what models can do, where this SDK knows it wrongly or not yet; as {@link #modelData(String)}.
         *
         * @param file a JSON file in UTF-8
         * @throws IllegalArgumentException if it can't be read, or is not of that form
         */
        public Builder modelData(Path file) {
            try {
                return modelData(Files.readString(file));
            } catch (IOException e) {
                throw new IllegalArgumentException("The file of model data " + file + " can't be read.", e);
            }
        }

        /**
         * Says what models can do, where this SDK knows it wrongly or not yet. An entry holds for all models whose ids begin with
         * its id, with or without the prefix of an inference profile, and goes before what was known:
         * {@code {"models":[{"id":"meta.llama4","supports":["toolsInStream"],"contextWindow":1000000}]}}. For an ARN that does not
         * tell its model, {@code "like"} names one. docs/bedrock.md has all words.
         *
         * @param json the text of a JSON file
         * @throws IllegalArgumentException if it is not of that form
         */
        public Builder modelData(String json) {
            modelData = (modelData == null ? BedrockModels.shipped() : modelData).with(json);
            return this;
        }

        /** Whether to refuse a key that would travel over plain HTTP to another machine. */
        public Builder strict(boolean refuse) {
            strict = refuse;
            return this;
        }

        /**
         * The host. Does not connect; where no region is set, looks for one in the AWS configuration.
         *
         * @throws IllegalArgumentException if settings contradict each other, or no region is set and none is configured
         */
        public Bedrock build() {
            return new Bedrock(this);
        }

        private Builder from(HostUri uri, Environment environment) {
            uri.requireOptions(OPTIONS);
            if (!uri.host().isEmpty()) {
                region(uri.host());
            }
            uri.model().ifPresent(this::defaultModel);
            uri.option("endpoint").ifPresent(this::endpoint);
            uri.option("profile").ifPresent(this::profile);
            timeouts(uri.timeouts(timeouts));
            retryPolicy(uri.retryPolicy(retryPolicy));
            if (profile == null) {
                environment.apiKey(uri.option("account"), KEY_VARIABLE).ifPresent(this::apiKey);
            }
            return this;
        }

        private Builder key(Environment environment) {
            environment.apiKey(Optional.empty(), KEY_VARIABLE).ifPresent(this::apiKey);
            return this;
        }

        private BedrockAccess access() {
            AwsCredentialsProvider provider = credentials;
            if (provider == null && profile != null) {
                provider = ProfileCredentialsProvider.create(profile);
            }
            if (strict && BedrockEndpoint.isInTheOpen(endpoint)) {
                throw new IllegalArgumentException("The endpoint " + endpoint
                        + " is plain HTTP to another machine: a key would travel in the open. Use https.");
            }
            return new BedrockAccess(
                    region == null ? BedrockEndpoint.configuredRegion(profile) : region,
                    endpoint,
                    provider,
                    apiKey,
                    proxy,
                    tls,
                    httpClient,
                    runtimeClient,
                    controlClient,
                    agentRuntimeClient);
        }

        private HostUri uri(BedrockAccess access) {
            StringBuilder text = new StringBuilder(SCHEME + "://").append(access.region());
            char separator = '?';
            if (endpoint != null) {
                text.append(separator).append("endpoint=").append(endpoint);
                separator = '&';
            }
            if (profile != null) {
                text.append(separator).append("profile=").append(profile);
            }
            return HostUri.parse(text.toString());
        }

        private CallPolicy policy(HostUri uri) {
            return CallPolicy.of(uri.toString())
                    .timeouts(timeouts)
                    .retryPolicy(retryPolicy)
                    .limits(limits);
        }

        /** Says nothing of keys. */
        @Override
        public String toString() {
            return "Bedrock in " + region;
        }
    }
}
