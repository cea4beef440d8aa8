// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server of unknown kind listens.
 *
 * @param tls whether it is reached over TLS
 * @param host the machine, IPv6 in brackets
 * @param port the port
 * @param path the path before the API; empty or with a slash in front and none at the end
 */
record ServerAddress(boolean tls, String host, int port, String path) {
    private static final Pattern FORM = Pattern.compile("(?:(?<scheme>https?)://)?"
            + "(?<host>\\[[0-9a-fA-F:.%]+]|[^/?#:@\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?(?<path>/[^?#\\s]*)?");

    /** What people copy along from the settings of other clients. The address is the server's, not that of one of its APIs. */
    private static final Pattern API = Pattern.compile("/(?:v1|api|api/v[01])$");

    /**
     * Reads an address as people write it; without a scheme it means plain HTTP.
     *
     * @throws IllegalArgumentException if it is none
     */
    static ServerAddress parse(String text) {
        String address = text.strip();
        if (address.contains("@")) {
            throw new IllegalArgumentException("An address of a server holds no user name or key, and no \"@\"."
                    + " Put the key into POSADA_API_KEY or give it to the host's builder.");
        }
        Matcher form = FORM.matcher(address);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + address + "\" is not the address of a server; write it as http://localhost:1234.");
        }
        boolean tls = "https".equals(form.group("scheme"));
        return new ServerAddress(
                tls, form.group("host").toLowerCase(Locale.ROOT), port(form.group("port"), tls), path(form));
    }

    private static int port(@Nullable String digits, boolean tls) {
        if (digits == null) {
            return tls ? 443 : 80;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(port + " is not a port; ports lie between 1 and 65535.");
        }
        return port;
    }

    private static String path(Matcher form) {
        String path = form.group("path");
        if (path == null) {
            return "";
        }
        String withoutSlash = path.replaceAll("/+$", "");
        return API.matcher(withoutSlash).replaceFirst("").replaceAll("/+$", "");
    }

    /** The address as backends take it. */
    String url() {
        return (tls ? "https://" : "http://") + host + ":" + port + path;
    }

    /** The same for all ways to write the same address: this machine has several names for itself. */
    ServerAddress canonical() {
        boolean here = host.equals("127.0.0.1") || host.equals("[::1]");
        return here ? new ServerAddress(tls, "localhost", port, path) : this;
    }

    @Override
    public String toString() {
        return url();
    }
}
