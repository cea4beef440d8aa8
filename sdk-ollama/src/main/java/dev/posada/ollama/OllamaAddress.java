// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an Ollama server listens, read by the rules that Ollama's own clients have for {@code OLLAMA_HOST}.
 *
 * @param tls whether it is reached over TLS
 * @param host its name or address, IPv6 in brackets
 * @param port its port
 * @param path what stands before {@code /api} on the server: empty, or a path with a leading and no trailing slash
 */
record OllamaAddress(boolean tls, String host, int port, String path) {
    static final int USUAL_PORT = 11_434;
    static final OllamaAddress USUAL = new OllamaAddress(false, "127.0.0.1", USUAL_PORT, "");

    private static final Pattern SCHEME = Pattern.compile("(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?<rest>.*)");
    private static final Pattern HOST_PORT =
            Pattern.compile("(?<host>\\[[^\\[\\]]*]|[^:\\[\\]?#\\s]*):(?<port>[^:\\[\\]]*)");
    private static final Pattern PLAIN_HOST = Pattern.compile("[^:\\[\\]?#\\s]*");

    /** An IPv6 address has two colons in a row, or seven in all. */
    private static final Pattern IPV6 = Pattern.compile("(?=.*::|([^:]*:){7})[0-9a-fA-F:.]+(%[0-9a-zA-Z._~-]+)?");

    /**
     * Reads a value of {@code OLLAMA_HOST}, or an address that a program gives.
     *
     * @throws IllegalArgumentException if it has another scheme than http or https, holds a user name or password, or is
     *     no address at all
     */
    static OllamaAddress parse(String value) {
        String text = unquoted(value.strip());
        if (text.equals("ollama.com")) {
            return new OllamaAddress(true, "ollama.com", 443, "");
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return parse(text, false, USUAL_PORT);
        }
        return switch (scheme.group("scheme").toLowerCase(Locale.ROOT)) {
            case "http" -> parse(scheme.group("rest"), false, 80);
            case "https" -> parse(scheme.group("rest"), true, 443);
            default ->
                throw new IllegalArgumentException(
                        "\"" + withoutUserInfo(text) + "\" is no address of an Ollama server:"
                                + " it must begin with http:// or https://, or with neither. A host URI such as"
                                + " ollama://localhost is opened with ModelHost.open.");
        };
    }

    private static OllamaAddress parse(String text, boolean tls, int defaultPort) {
        int slash = text.indexOf('/');
        String authority = slash < 0 ? text : text.substring(0, slash);
        String path = slash < 0 ? "" : withoutTrailingSlashes(text.substring(slash));
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("The address " + withoutUserInfo(text) + " of an Ollama server holds a"
                    + " user name or password. Secrets never stand in an address: set OLLAMA_API_KEY, or give them to"
                    + " Ollama.builder().");
        }
        if (IPV6.matcher(authority).matches()) {
            return new OllamaAddress(tls, connectable("[" + authority + "]"), defaultPort, path);
        }
        if (authority.startsWith("[") && authority.endsWith("]")) {
            return new OllamaAddress(tls, connectable(authority), defaultPort, path);
        }
        Matcher both = HOST_PORT.matcher(authority);
        if (both.matches()) {
            return new OllamaAddress(tls, connectable(both.group("host")), port(both.group("port"), defaultPort), path);
        }
        if (PLAIN_HOST.matcher(authority).matches()) {
            return new OllamaAddress(tls, connectable(authority), defaultPort, path);
        }
        throw new IllegalArgumentException("\"" + authority + "\" is no address of an Ollama server; write it as host,"
                + " host:port or http://host:port, IPv6 in brackets.");
    }

    /** A server binds to "all addresses"; a client needs one that it can reach. */
    private static String connectable(String host) {
        if (host.startsWith("[")
                && !IPV6.matcher(host.substring(1, host.length() - 1)).matches()) {
            throw new IllegalArgumentException(
                    "\"" + host + "\" is no address of an Ollama server: there is no IPv6 address in the brackets.");
        }
        return switch (host) {
            case "", "0.0.0.0" -> "127.0.0.1";
            case "[::]" -> "[::1]";
            default -> host;
        };
    }

    /** Ollama's own client takes the default for a port that is none, rather than to fail. */
    private static int port(String text, int defaultPort) {
        try {
            int port = Integer.parseInt(text);
            return port < 1 || port > 65_535 ? defaultPort : port;
        } catch (NumberFormatException e) {
            return defaultPort;
        }
    }

    private static String unquoted(String text) {
        return text.replaceAll("^[\"' ]+|[\"' ]+$", "");
    }

    private static String withoutTrailingSlashes(String path) {
        return path.replaceAll("/+$", "");
    }

    private static String withoutUserInfo(String text) {
        return text.replaceAll("[^/]*@", "");
    }

    /** The base of all addresses on the server, such as {@code http://127.0.0.1:11434}. */
    String url() {
        return (tls ? "https://" : "http://") + host + ":" + port + path;
    }
}
