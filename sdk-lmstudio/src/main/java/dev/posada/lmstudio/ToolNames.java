// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ChatRequest;
import dev.posada.Tool;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the tool that the model means: since 0.3.23 the server shows it the names in snake case, and the model calls them so.
 * Immutable and thread-safe.
 */
final class ToolNames {
    private final Set<String> names = new HashSet<>();

    /** By the name in snake case; empty where two tools have the same. */
    private final Map<String, String> bySnakeCase = new HashMap<>();

    ToolNames(ChatRequest request) {
        for (Tool tool : request.tools()) {
            names.add(tool.name());
            bySnakeCase.merge(snakeCase(tool.name()), tool.name(), (one, other) -> "");
        }
    }

    /** The tool of the request that a name stands for; the name itself if there is none, or more than one. */
    String original(String name) {
        if (names.contains(name)) {
            return name;
        }
        String original = bySnakeCase.getOrDefault(snakeCase(name), "");
        return original.isEmpty() ? name : original;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .toLowerCase(Locale.ROOT);
    }
}
