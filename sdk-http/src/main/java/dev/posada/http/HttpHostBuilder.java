// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.CallPolicy;
import dev.posada.HostUri;
import dev.posada.Limits;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.spi.Environment;
import dev.posada.spi.TimeSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.Credentials;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What the user of any host over HTTP sets: the address, the key, TLS, the proxy and the limits. Not thread-safe.
 *
 * @param <B> the backend's builder, which extends this one
 */
public abstract class HttpHostBuilder<B extends HttpHostBuilder<B>> {
    /** What the names of headers with secrets hold. */
    private static final List<String> SECRET_WORDS =
            List.of("authorization", "cookie", "key", "token", "secret", "password", "credential");

    /** Shorter ones would make riddles of messages, and are no secrets. */
    private static final int SHORTEST_SECRET = 4;

    private final String scheme;
    private HttpUrl url;
    private @Nullable String authorization;
    private final List<String> secrets = new ArrayList<>();
    private final Headers.Builder headers = new Headers.Builder();
    private TlsSettings tls = TlsSettings.standard();
    private @Nullable HttpProxy proxy;
    private @Nullable OkHttpClient client;
    private Timeouts timeouts = Timeouts.defaults();
    private RetryPolicy retryPolicy = RetryPolicy.defaults();
    private Limits limits = Limits.defaults();
    private boolean strict;
    private TimeSource time = TimeSource.system();
    private Clock clock = Clock.systemUTC();

    /**
     * A builder for one backend.
     *
     * @param scheme the scheme of its host URIs
     * @param defaultUrl where its server listens unless told otherwise
     */
    protected HttpHostBuilder(String scheme, String defaultUrl) {
        this.scheme = scheme;
        this.url = parse(defaultUrl);
    }

    /** This builder. */
    protected abstract B self();

    // ---- where

    /**
     * The address of the server, such as {@code http://localhost:11434} or {@code https://gpu.example.org/ollama}; its path is
     * put before all paths.
     *
     * @throws IllegalArgumentException if it is no HTTP address, or holds a user or a password
     */
    public B url(String address) {
        url = parse(address);
        return self();
    }

    private static HttpUrl parse(String address) {
        HttpUrl parsed = HttpUrl.parse(address.strip());
        if (parsed == null) {
            throw new IllegalArgumentException("\"" + address.replaceAll("//[^/]*@", "//")
                    + "\" is not an HTTP address; write it as http://host:port or https://host/prefix.");
        }
        if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "The address of " + parsed.host()
                            + " holds a user or a password. Give them to basicAuth(user, password), or the key to apiKey(key).");
        }
        return parsed.newBuilder().query(null).fragment(null).build();
    }

    /** A path on the server that is put before all others, for servers behind a proxy; replaces the path of the URL. */
    public B pathPrefix(String prefix) {
        url = url.newBuilder()
                .encodedPath(prefix.startsWith("/") ? prefix : "/" + prefix)
                .build();
        return self();
    }

    // ---- who

    /**
     * The key, sent as {@code Authorization: Bearer}.
     *
     * @throws IllegalArgumentException if it is empty, or holds anything but visible ASCII
     */
    public B apiKey(String key) {
        String clean = requireHeaderValue(key.strip(), "The API key");
        if (clean.isEmpty()) {
            throw new IllegalArgumentException("The API key is empty. Leave it out if the server wants none.");
        }
        authorize("Bearer " + clean, clean);
        return self();
    }

    /** User and password, sent as basic authentication. */
    public B basicAuth(String user, String password) {
        String credentials = Credentials.basic(user, password, StandardCharsets.UTF_8);
        authorize(credentials, password);
        secrets.add(credentials.substring("Basic ".length()));
        return self();
    }

    private void authorize(String header, String secret) {
        authorization = header;
        secrets.add(secret);
    }

    /**
     * A header that goes along with every request; it replaces an earlier one of the same name.
     *
     * @throws IllegalArgumentException if name or value can't stand in a header
     */
    public B header(String name, String value) {
        requireHeaderValue(value, "The value of the header " + name);
        headers.set(name, value);
        if (holdsSecret(name)) {
            secrets.add(value);
        }
        return self();
    }

    private static boolean holdsSecret(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        for (String word : SECRET_WORDS) {
            if (name.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Like OkHttp's own check, but silent on the value, which may be a secret. */
    private static String requireHeaderValue(String value, String what) {
        if (!value.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\t')) {
            throw new IllegalArgumentException(what + " holds a character that can't stand in an HTTP header.");
        }
        return value;
    }

    // ---- how

    /**
     * Trusts the certificates in this PEM file, and no others: those that the JVM trusts don't count any more.
     *
     * @throws IllegalArgumentException if the file can't be read
     */
    public B caFile(Path file) {
        requireReadable(file);
        tls = new TlsSettings(file, tls.certificate(), tls.key(), tls.password());
        return self();
    }

    /**
     * Shows a client certificate.
     *
     * @param certificate a PEM file with the certificate, and those that lead to its CA
     * @param key a PEM file with its key, in PKCS #8
     * @throws IllegalArgumentException if a file can't be read
     */
    public B clientCertificate(Path certificate, Path key) {
        return clientCertificate(certificate, key, null);
    }

    /**
     * Shows a client certificate whose key is encrypted.
     *
     * @param certificate a PEM file with the certificate, and those that lead to its CA
     * @param key a PEM file with its key, in PKCS #8
     * @param password the key's password
     * @throws IllegalArgumentException if a file can't be read
     */
    public B clientCertificate(Path certificate, Path key, @Nullable String password) {
        requireReadable(certificate);
        requireReadable(key);
        tls = new TlsSettings(tls.caFile(), certificate, key, password);
        return self();
    }

    /**
     * Shows a client certificate.
     *
     * @param pkcs12 a PKCS #12 file with certificate and key
     * @param password the file's password
     * @throws IllegalArgumentException if the file can't be read
     */
    public B clientCertificate(Path pkcs12, String password) {
        requireReadable(pkcs12);
        tls = new TlsSettings(tls.caFile(), pkcs12, null, password);
        return self();
    }

    private static void requireReadable(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("Can't read " + file + ".");
        }
    }

    /** Goes through an HTTP proxy. Without this, the proxy settings of the JVM count. */
    public B proxy(String host, int port) {
        proxy = new HttpProxy(host, port, null, null);
        return self();
    }

    /** Goes through an HTTP proxy that wants a user and a password. */
    public B proxy(String host, int port, String user, String password) {
        proxy = new HttpProxy(host, port, user, password);
        secrets.add(password);
        return self();
    }

    /**
     * Uses this client's interceptors, pool, dispatcher, DNS, TLS and proxy settings. What this builder sets goes before what the
     * client has; timeouts, redirects, retries and the protocol are not the client's. It is not closed with the host.
     */
    public B httpClient(OkHttpClient okHttpClient) {
        client = Objects.requireNonNull(okHttpClient, "okHttpClient");
        return self();
    }

    // ---- how long, how often, how much

    /** The limit for reaching the server; 5 seconds by default. */
    public B connectTimeout(Duration limit) {
        return timeouts(timeouts.connect(limit));
    }

    /** The limit until the first piece of the answer; 2 minutes by default. */
    public B firstTokenTimeout(Duration limit) {
        return timeouts(timeouts.firstToken(limit));
    }

    /** The limit between two pieces of the answer; 60 seconds by default. */
    public B idleTimeout(Duration limit) {
        return timeouts(timeouts.idle(limit));
    }

    /** The limit for a whole call; none by default. */
    public B totalTimeout(Duration limit) {
        return timeouts(timeouts.total(limit));
    }

    /** All time limits at once. */
    public B timeouts(Timeouts limit) {
        timeouts = Objects.requireNonNull(limit, "limit");
        return self();
    }

    /** How often a failed call is tried again; 2 by default. */
    public B retries(int retries) {
        return retryPolicy(retryPolicy.maxRetries(retries));
    }

    /** How a failed call is tried again. */
    public B retryPolicy(RetryPolicy policy) {
        retryPolicy = Objects.requireNonNull(policy, "policy");
        return self();
    }

    /** How much of an answer may be kept in memory. */
    public B limits(Limits memory) {
        limits = Objects.requireNonNull(memory, "memory");
        return self();
    }

    /** Whether to refuse what is otherwise a warning: a key that travels over plain HTTP to another machine. */
    public B strict(boolean refuse) {
        strict = refuse;
        return self();
    }

    // ---- for backends

    /** The path that is put before all others, without a slash at its end; empty if there is none. */
    protected final String pathPrefix() {
        return HttpConfig.pathPrefix(url);
    }

    /** Scheme, host and port of the server, as in {@code https://api.example.org:443}. */
    protected final String origin() {
        return HttpConfig.origin(url);
    }

    /**
     * Takes all settings from a host URI, and the key from the environment.
     *
     * @param ownVariable the backend's own variable for its key
     * @throws IllegalArgumentException if the URI has an option that hosts over HTTP do not know
     */
    protected final B from(HostUri uri, Environment environment, String ownVariable) {
        return from(uri, environment, ownVariable, Set.of());
    }

    /**
     * The same for a backend with options of its own.
     *
     * @param ownOptions options that the backend reads itself
     */
    protected final B from(HostUri uri, Environment environment, String ownVariable, Set<String> ownOptions) {
        Set<String> known = new HashSet<>(HostUri.COMMON_OPTIONS);
        known.addAll(ownOptions);
        uri.requireOptions(known);
        if (!uri.host().isEmpty()) {
            int port = uri.port().orElse(uri.isTls() ? 443 : url.port());
            url((uri.isTls() ? "https://" : "http://") + uri.host() + ":" + port);
        }
        uri.option("path").ifPresent(this::pathPrefix);
        uri.option("caFile").map(Path::of).ifPresent(this::caFile);
        timeouts(uri.timeouts(timeouts));
        retryPolicy(uri.retryPolicy(retryPolicy));
        return key(environment.apiKey(uri.option("account"), ownVariable));
    }

    /**
     * Takes the key from the environment, if it has one and none was set.
     *
     * @param ownVariable the backend's own variable for its key
     */
    protected final B environment(Environment environment, String ownVariable) {
        return key(environment.apiKey(Optional.empty(), ownVariable));
    }

    private B key(Optional<String> key) {
        if (authorization == null && headers.get("Authorization") == null) {
            key.ifPresent(this::apiKey);
        }
        return self();
    }

    /** Replaces the clocks, for tests. */
    B clocks(TimeSource calls, Clock dates) {
        time = calls;
        clock = dates;
        return self();
    }

    /**
     * Makes the transport of what was set. For {@code build()} of the backend's builder.
     *
     * @throws IllegalArgumentException if settings contradict each other, a certificate can't be read, or in strict mode a key
     *     would travel in the open
     */
    protected final HttpTransport transport(ServerDialect dialect) {
        if (authorization != null) {
            headers.set("Authorization", authorization);
        }
        CallPolicy policy = CallPolicy.of(HttpConfig.uri(scheme, url).toString())
                .timeouts(timeouts)
                .retryPolicy(retryPolicy)
                .limits(limits)
                .time(time);
        Set<String> hidden = new LinkedHashSet<>(secrets);
        hidden.removeIf(secret -> secret.length() < SHORTEST_SECRET);
        HttpConfig config = new HttpConfig(
                scheme,
                url,
                policy,
                headers.build(),
                sendsSecret(),
                List.copyOf(hidden),
                tls,
                Optional.ofNullable(proxy),
                client,
                clock);
        if (strict && config.hasInsecureKey()) {
            throw new IllegalArgumentException(config.insecureKeyWarning().message());
        }
        return new HttpTransport(config, dialect);
    }

    private boolean sendsSecret() {
        for (String name : headers.build().names()) {
            if (holdsSecret(name)) {
                return true;
            }
        }
        return false;
    }

    /** Says nothing of keys. */
    @Override
    public String toString() {
        return scheme + " at " + HttpConfig.displayUrl(url);
    }
}
