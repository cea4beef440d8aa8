// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.regex.Pattern;

/** Names of tools and schemas, which go to servers that are particular about them. */
final class Names {
    private static final Pattern ACCEPTED = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private Names() {}

    /**
     * The name again, if all servers take it.
     *
     * @throws IllegalArgumentException if some don't
     */
    static String require(String name, String what) {
        if (!ACCEPTED.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" can't be the name of " + what
                    + ": servers take 1 to 64 letters (a to z), digits, \"_\" and \"-\".");
        }
        return name;
    }

    /** A name that all servers take, as like the given one as can be. */
    static String accepted(String name) {
        String accepted = name.replaceAll("[^a-zA-Z0-9_-]", "_");
        return accepted.isEmpty() ? "_" : accepted.substring(0, Math.min(accepted.length(), 64));
    }
}
