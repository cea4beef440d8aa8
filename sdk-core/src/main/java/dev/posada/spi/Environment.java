// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The environment variables that a host reads its key and address from; tests hand in their own. Thread-safe. */
@FunctionalInterface
public interface Environment {
    /** The value of a variable; empty if it is not set or blank. */
    Optional<String> get(String name);

    /** The environment of this process. */
    static Environment system() {
        return name -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    /** Exactly these variables. */
    static Environment of(Map<String, String> variables) {
        Map<String, String> copy = Map.copyOf(variables);
        return name -> Optional.ofNullable(copy.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * The key for a host. An account, where one is named, has its key in {@code POSADA_<ACCOUNT>_API_KEY} and nowhere else;
     * otherwise {@code POSADA_API_KEY} counts, and after it the backend's own variable.
     *
     * @param account the account that the host's URI names, if it names one
     * @param ownVariable the backend's own variable, such as {@code OLLAMA_API_KEY}
     * @throws IllegalArgumentException if an account is named that has no key
     */
    default Optional<String> apiKey(Optional<String> account, String ownVariable) {
        if (account.isEmpty()) {
            return get("POSADA_API_KEY").or(() -> get(ownVariable));
        }
        String variable = "POSADA_" + account.get().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_API_KEY";
        return Optional.of(get(variable)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The host URI names the account " + account.get() + ", but " + variable + " is not set.")));
    }
}
