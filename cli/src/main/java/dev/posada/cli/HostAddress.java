// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.HostUri;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes a host URI of what a user writes. */
final class HostAddress {
    /** The demo model, which is always there. */
    static final String DEMO = "embedded://demo";

    private static final Set<String> SCHEMES =
            Set.of("ollama", "llamacpp", "lmstudio", "openai", "bedrock", "embedded");
    private static final Pattern WEB = Pattern.compile("(?i)(https?)://(.*)");

    private HostAddress() {}

    /**
     * The host URI. The name of a backend alone means its usual address.
     *
     * @param text what the user wrote
     * @param options options to add, which win over those in the text
     * @throws IllegalArgumentException if it is not clear what is meant; the message says how to write it
     */
    static String uri(String text, Map<String, String> options) {
        return withOptions(complete(text.strip()), options);
    }

    /** Whether this is the address of a server that does not say of which kind the server is. */
    static boolean isWebAddress(String text) {
        return WEB.matcher(text.strip()).matches();
    }

    /** A web address as the host URI of one kind of server. */
    static String example(String webAddress) {
        Matcher web = WEB.matcher(webAddress.strip());
        return web.replaceFirst(found -> (found.group(1).length() == 5 ? "openai+https" : "openai") + "://$2");
    }

    private static String complete(String text) {
        if (SCHEMES.contains(text)) {
            return text.equals("embedded") ? DEMO : text + "://";
        }
        if (!text.contains("://")) {
            throw new IllegalArgumentException("\"" + text + "\" is not a host URI. Write it as KIND://ADDRESS, as in"
                    + " ollama://localhost:11434, or the kind alone for its usual address: ollama.");
        }
        return text;
    }

    private static String withOptions(String uri, Map<String, String> options) {
        if (options.isEmpty()) {
            return uri;
        }
        Map<String, String> all = new LinkedHashMap<>(HostUri.parse(uri).options());
        all.putAll(options);
        String query = all.entrySet().stream()
                .map(option -> encode(option.getKey()) + "=" + encode(option.getValue()))
                .collect(Collectors.joining("&", "?", ""));
        int queryStart = uri.indexOf('?');
        return (queryStart < 0 ? uri : uri.substring(0, queryStart)) + query;
    }

    private static String encode(String text) {
        // A plus sign is itself in a host URI.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
