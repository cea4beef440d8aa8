// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.CallPolicy;
import dev.posada.ChatWarning;
import dev.posada.HostUri;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a builder has collected. Immutable and thread-safe.
 *
 * @param scheme the scheme of host URIs
 * @param url the address, its path being the prefix of all paths
 * @param policy the limits of calls
 * @param headers what goes along with every request, keys included
 * @param sendsKey whether a key is among the headers
 * @param secrets what must not show up anywhere
 * @param tls whom to trust
 * @param proxy the proxy, if there is one
 * @param client the user's own client, if there is one
 * @param clock for dates in headers
 */
record HttpConfig(
        String scheme,
        HttpUrl url,
        CallPolicy policy,
        Headers headers,
        boolean sendsKey,
        List<String> secrets,
        TlsSettings tls,
        Optional<HttpProxy> proxy,
        @Nullable OkHttpClient client,
        Clock clock) {
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final String USER_AGENT = "posada/" + version();

    private static String version() {
        String version = HttpConfig.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    /**
     * A request to this host.
     *
     * @param onSent runs now and then while a long body is sent
     */
    Request request(HttpRequest wanted, Runnable onSent) {
        HttpUrl target = url.resolve(pathPrefix(url) + wanted.path());
        if (target == null) {
            throw new IllegalArgumentException("\"" + wanted.path() + "\" is not a path.");
        }
        Request.Builder request = new Request.Builder()
                .url(target)
                .header("User-Agent", USER_AGENT)
                .header("Accept", wanted.accept())
                .header("Accept-Encoding", "identity"); // a decompressor would hold events back
        for (int i = 0; i < headers.size(); i++) {
            request.header(headers.name(i), headers.value(i));
        }
        List<String> more = wanted.headers();
        for (int i = 0; i < more.size(); i += 2) {
            request.header(more.get(i), more.get(i + 1));
        }
        return request.method(wanted.method(), wanted.body(onSent)).build();
    }

    /** The address without a slash at its end. */
    String displayUrl() {
        return displayUrl(url);
    }

    static String displayUrl(HttpUrl url) {
        return url.toString().replaceAll("/+$", "");
    }

    HostUri uri() {
        return uri(scheme, url);
    }

    static HostUri uri(String scheme, HttpUrl url) {
        String prefix = pathPrefix(url);
        boolean usualTlsPort = url.isHttps() && url.port() == 443;
        String text = scheme + (url.isHttps() ? "+https" : "") + "://" + host(url)
                + (usualTlsPort ? "" : ":" + url.port())
                + (prefix.isEmpty() ? "" : "?path=" + prefix.replace("%", "%25").replace("&", "%26"));
        return HostUri.parse(text);
    }

    static String pathPrefix(HttpUrl url) {
        String path = url.encodedPath();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    static String origin(HttpUrl url) {
        return url.scheme() + "://" + host(url) + ":" + url.port();
    }

    private static String host(HttpUrl url) {
        return url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    }

    /** Whether a key travels in the open to another machine. */
    boolean hasInsecureKey() {
        return sendsKey && !url.isHttps() && !isLoopback(url.host());
    }

    ChatWarning insecureKeyWarning() {
        return new ChatWarning(
                ChatWarning.INSECURE_KEY,
                "A key travels over plain HTTP to " + displayUrl()
                        + ", where everyone on the way can read it. Put TLS before the server and use https://.");
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || IPV4_LOOPBACK.matcher(host).matches();
    }

    /** Says nothing of keys. */
    @Override
    public String toString() {
        return displayUrl();
    }
}
