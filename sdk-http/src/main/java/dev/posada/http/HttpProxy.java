// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy, with the user and password it wants. */
record HttpProxy(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    private static final String HEADER = "Proxy-Authorization";

    void applyTo(OkHttpClient.Builder client) {
        client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
        if (user != null && password != null) {
            String credentials = Credentials.basic(user, password, StandardCharsets.UTF_8);
            client.proxyAuthenticator((route, response) -> authorized(response, credentials));
        }
    }

    /** The request with the password; {@code null} if it was refused already. */
    private static @Nullable Request authorized(Response response, String credentials) {
        return response.request().header(HEADER) == null
                ? response.request().newBuilder().header(HEADER, credentials).build()
                : null;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
