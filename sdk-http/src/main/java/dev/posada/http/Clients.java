// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The OkHttp clients of one host: one for plain HTTP, and one for TLS on the same pool, which is made when it is first needed,
 * since setting up TLS takes longer than a whole call to a server on the same machine. Thread-safe.
 */
final class Clients {
    private static final int IDLE_CONNECTIONS = 64;

    /** Longer than people take for their next question, shorter than most proxies keep a connection. */
    private static final long IDLE_SECONDS = 60;

    private final HttpConfig config;
    private final OkHttpClient plain;
    private volatile @Nullable OkHttpClient secure;

    Clients(HttpConfig config) {
        this.config = config;
        OkHttpClient own = config.client();
        this.plain = own == null ? equip(withOwnPool(), Dns.SYSTEM) : equip(own.newBuilder(), own.dns());
        if (own != null) {
            secure = config.tls().isDefault() ? plain : secured(plain.newBuilder());
        } else if (config.url().isHttps()) {
            secure = secured(plain.newBuilder());
        }
    }

    private static OkHttpClient.Builder withOwnPool() {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)); // without this one OkHttp sets up TLS at once
    }

    private OkHttpClient equip(OkHttpClient.Builder builder, Dns dns) {
        config.proxy().ifPresent(proxy -> proxy.applyTo(builder));
        return builder
                // With HTTP/2 all streams of a host would share a connection, a reader thread and a window; with one
                // connection
                // each, the socket is the back-pressure and closing it is the cancelling.
                .protocols(List.of(Protocol.HTTP_1_1))
                // All of this is the call's business.
                .callTimeout(Duration.ZERO)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addNetworkInterceptor(Clients::withoutHiddenRetry)
                .dns(new CancellableDns(dns))
                .build();
    }

    /** OkHttp repeats a request by itself after a 503 whose {@code Retry-After} is a zero, in just this spelling. */
    private static Response withoutHiddenRetry(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.code() != 503) {
            return response;
        }
        String wait = response.header("Retry-After");
        return wait != null && wait.matches("0+")
                ? response.newBuilder().header("Retry-After", "0.0").build()
                : response;
    }

    private OkHttpClient secured(OkHttpClient.Builder builder) {
        builder.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS));
        config.tls().applyTo(builder);
        return builder.build();
    }

    Call newCall(Request request) {
        return (request.isHttps() ? secure() : plain).newCall(request);
    }

    private OkHttpClient secure() {
        OkHttpClient client = secure;
        if (client == null) {
            client = secured(
                    plain.newBuilder()); // a second one made at the same moment shares the pool and does no harm
            secure = client;
        }
        return client;
    }

    void evictIdleConnections() {
        plain.connectionPool().evictAll();
    }

    /** Closes what is ours; a client that was handed in goes on. */
    void close() {
        if (config.client() == null) {
            evictIdleConnections();
        }
    }
}
