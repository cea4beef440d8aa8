// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a server, so far as it matters here: pre-releases count as their release.
 *
 * @param major the first number
 * @param minor the second number
 * @param patch the third number
 */
record OllamaVersion(int major, int minor, int patch) {
    /** The first whose memory can't be read from outside (CVE-2026-7482). */
    static final OllamaVersion CLOSES_MEMORY_LEAK = new OllamaVersion(0, 17, 1);

    /** The first that counts tokens of the prompt that it takes from its cache. */
    static final OllamaVersion COUNTS_CACHED_TOKENS = new OllamaVersion(0, 30, 1);

    private static final OllamaVersion BUILT_BY_HAND = new OllamaVersion(0, 0, 0);
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})([-+.].*)?");

    /** Reads a version; empty if it tells nothing, as {@code 0.0.0} does, which hand-made servers say of themselves. */
    static Optional<OllamaVersion> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        OllamaVersion version = new OllamaVersion(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
        return version.equals(BUILT_BY_HAND) ? Optional.empty() : Optional.of(version);
    }

    /** Whether this version came before another. */
    boolean isBefore(OllamaVersion other) {
        if (major != other.major) {
            return major < other.major;
        }
        return minor == other.minor ? patch < other.patch : minor < other.minor;
    }
}
