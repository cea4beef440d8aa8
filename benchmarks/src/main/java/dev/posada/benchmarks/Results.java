// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The numbers of all rounds, and their medians. */
final class Results {
    private final Map<Wire, Map<String, Map<String, List<Double>>>> numbers = new LinkedHashMap<>();

    private final Map<String, String> failures = new HashMap<>();
    private final Set<String> errors = new LinkedHashSet<>();

    void add(Wire wire, String contestant, String measure, Map<String, Double> round) {
        Map<String, List<Double>> own = numbers.computeIfAbsent(wire, key -> new LinkedHashMap<>())
                .computeIfAbsent(contestant, key -> new LinkedHashMap<>());
        round.forEach((name, value) -> own.computeIfAbsent(measure + "." + name, key -> new ArrayList<>())
                .add(value));
    }

    /** Remembers that a measure failed. */
    void fail(Wire wire, String contestant, String measure, String why) {
        failures.putIfAbsent(wire + contestant + measure, why);
        errors.add(wire.title() + ", " + contestant + ", " + measure + ": " + why);
    }

    /** Why there is no number, or {@code null} if nothing failed. */
    @Nullable
    String failure(Wire wire, String contestant, String key) {
        return failures.get(wire + contestant + key.replaceAll("\\..*", ""));
    }

    /** All that went wrong, each once. */
    Set<String> errors() {
        return errors;
    }

    /** How often it was measured. */
    int rounds(Wire wire, String key) {
        return numbers.getOrDefault(wire, Map.of()).values().stream()
                .mapToInt(own -> own.getOrDefault(key, List.of()).size())
                .max()
                .orElse(0);
    }

    List<Wire> wires() {
        return List.copyOf(numbers.keySet());
    }

    List<String> contestants(Wire wire) {
        return List.copyOf(numbers.getOrDefault(wire, Map.of()).keySet());
    }

    /** The median of all rounds, or {@code null} if it was not measured. */
    @Nullable
    Double median(Wire wire, String contestant, String key) {
        List<Double> all = numbers.getOrDefault(wire, Map.of())
                .getOrDefault(contestant, Map.of())
                .get(key);
        return all == null ? null : all.stream().sorted().toList().get(all.size() / 2);
    }
}
