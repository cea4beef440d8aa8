// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host URI, taken apart: {@code scheme://authority/model?option=value}, with {@code +https} after the scheme for TLS.
 * Immutable and thread-safe.
 *
 * <p>The rest of the path is the model and may hold {@code /} and {@code :}. Options that every host over HTTP knows are
 * {@code path} (a prefix on the server), {@code connectTimeout}, {@code firstTokenTimeout}, {@code idleTimeout},
 * {@code totalTimeout}, {@code retries}, {@code caFile} and {@code account} (which names the credentials to use). Secrets
 * never stand in a host URI: one with user info or a key among its options is refused, without being repeated.
 */
public final class HostUri {
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>[a-zA-Z][a-zA-Z0-9.-]*)(?<tls>\\+https)?://(?<authority>[^/?#]*)(?:/(?<model>[^?#]*))?(?:\\?(?<query>[^#]*))?");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[0-9a-fA-F:.]+(?:%[0-9a-zA-Z._~-]+)?]|[^:\\[\\]\\s]*)(?::(?<port>\\d{1,5}))?");
    private static final Pattern SECRET = Pattern.compile("(?i).*(key|token|secret|password|passwd|credential|auth).*");

    /** The options that every host over HTTP knows. */
    public static final Set<String> COMMON_OPTIONS = Set.of(
            "path",
            "connectTimeout",
            "firstTokenTimeout",
            "idleTimeout",
            "totalTimeout",
            "retries",
            "caFile",
            "account");

    private final String scheme;
    private final boolean tls;
    private final String host;
    private final @Nullable Integer port;
    private final @Nullable String model;
    private final Map<String, String> options;

    private HostUri(
            String scheme,
            boolean tls,
            String host,
            @Nullable Integer port,
            @Nullable String model,
            Map<String, String> options) {
        this.scheme = scheme;
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.model = model;
        this.options = Collections.unmodifiableMap(options);
    }

    /**
     * Takes a host URI apart.
     *
     * @throws IllegalArgumentException if it is none, or holds a secret
     */
    public static HostUri parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + withoutSecrets(text)
                            + "\" is not a host URI; write it as scheme://host:port/model, for example ollama://localhost/llama3.2.");
        }
        String authority = form.group("authority");
        if (authority.contains("@")) {
            throw new IllegalArgumentException("The host URI " + withoutSecrets(text)
                    + " holds a user name or key before \"@\". Secrets never stand in a host URI: put the key into"
                    + " POSADA_API_KEY, or name an account with ?account=NAME and put it into POSADA_NAME_API_KEY,"
                    + " or give it to the host's builder.");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The host URI " + withoutSecrets(text)
                    + " holds no address; write it as host or host:port, IPv6 in brackets.");
        }
        String model = form.group("model");
        return new HostUri(
                form.group("scheme").toLowerCase(Locale.ROOT),
                form.group("tls") != null,
                parts.group("host"),
                port(parts.group("port")),
                model == null || model.isEmpty() ? null : decode(model),
                options(form.group("query")));
    }

    private static @Nullable Integer port(@Nullable String digits) {
        if (digits == null) {
            return null;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(port + " is not a port; ports lie between 1 and 65535.");
        }
        return port;
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return options;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("Options of a host URI are written ?name=value&name=value; something"
                        + " after the \"?\" has no name or no \"=\".");
            }
            String name = decode(pair.substring(0, equals));
            if (!COMMON_OPTIONS.contains(name) && SECRET.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "The option " + name + " of a host URI looks like a secret. Secrets never"
                                + " stand in a host URI: put the key into POSADA_API_KEY or give it to the host's builder.");
            }
            options.put(name, decode(pair.substring(equals + 1)));
        }
        return options;
    }

    private static String decode(String text) {
        try {
            // A plus sign is itself in a path; only percent signs encode.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "A host URI has a \"%\" that is not followed by two hexadecimal digits; write %25 for the sign itself.",
                    e);
        }
    }

    /** What can be repeated of a text of which it is not known yet what stands where. */
    private static String withoutSecrets(String text) {
        String start = text.replaceFirst("(?s)[?#].*", "?…");
        return start.replaceFirst("(?s)(^[a-zA-Z0-9.+-]*:/*)?.*@", "$1…@");
    }

    /** The backend, without {@code +https}. */
    public String scheme() {
        return scheme;
    }

    /** Whether the host is to be reached over TLS. */
    public boolean isTls() {
        return tls;
    }

    /** The machine's name or address, IPv6 in brackets; empty if the URI names none. For Bedrock the region. */
    public String host() {
        return host;
    }

    /** The port, if the URI names one. */
    public OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** The model, if the URI names one. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** All options. */
    public Map<String, String> options() {
        return options;
    }

    /** One option. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /**
     * Goes on if all options are known.
     *
     * @throws IllegalArgumentException if there is another one; the message lists the known ones
     */
    public void requireOptions(Set<String> known) {
        List<String> unknown = new ArrayList<>(options.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The host URI " + withoutSecrets(toString()) + " has the option "
                    + unknown.get(0) + ", which " + scheme + " hosts do not know. They know " + new TreeSet<>(known)
                    + ".");
        }
    }

    /**
     * The given time limits with those that the URI sets.
     *
     * @throws IllegalArgumentException if one of them is not a duration
     */
    public Timeouts timeouts(Timeouts otherwise) {
        return new Timeouts(
                duration("connectTimeout", otherwise.connect()),
                duration("firstTokenTimeout", otherwise.firstToken()),
                duration("idleTimeout", otherwise.idle()),
                duration("totalTimeout", otherwise.total()));
    }

    private Duration duration(String name, Duration otherwise) {
        String value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The option " + name + " of the host URI: " + e.getMessage(), e);
        }
    }

    /**
     * The given rules for trying again with the number of retries that the URI sets.
     *
     * @throws IllegalArgumentException if it is not a number
     */
    public RetryPolicy retryPolicy(RetryPolicy otherwise) {
        String value = options.get("retries");
        if (value == null) {
            return otherwise;
        }
        try {
            return otherwise.maxRetries(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The option retries of the host URI is \"" + value + "\"; it must be a whole number.", e);
        }
    }

    /** The URI as {@link URI}. */
    public URI toUri() {
        return URI.create(toString());
    }

    /** The URI as text, which {@link #parse} understands. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scheme)
                .append(tls ? "+https" : "")
                .append("://")
                .append(host);
        if (port != null) {
            text.append(':').append(port);
        }
        if (model != null) {
            text.append('/').append(encode(model, "/:@"));
        }
        char separator = '?';
        for (Map.Entry<String, String> option : options.entrySet()) {
            text.append(separator).append(encode(option.getKey(), "")).append('=');
            text.append(encode(option.getValue(), "/:"));
            separator = '&';
        }
        return text.toString();
    }

    private static String encode(String text, String alsoAllowed) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0 || alsoAllowed.indexOf(c) >= 0);
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", b & 0xFF));
            }
        }
        return encoded.toString();
    }
}
