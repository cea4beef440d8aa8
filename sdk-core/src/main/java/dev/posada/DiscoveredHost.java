// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host that was found on this machine.
 *
 * @param uri what to give to {@link ModelHost#open(String)}
 * @param kind what runs there, such as {@code Ollama}
 * @param serverVersion the version of its software, or {@code null} where it does not tell
 * @param models the names of its models
 * @param loaded the names of those in memory
 * @param needsKey whether it asked for a key, in which case it told nothing else
 */
public record DiscoveredHost(
        String uri,
        String kind,
        @Nullable String serverVersion,
        List<String> models,
        List<String> loaded,
        boolean needsKey) {
    /** Copies the lists. */
    public DiscoveredHost {
        models = List.copyOf(models);
        loaded = List.copyOf(loaded);
    }

    /** The version of the host's software, where it tells. */
    public Optional<String> version() {
        return Optional.ofNullable(serverVersion);
    }
}
