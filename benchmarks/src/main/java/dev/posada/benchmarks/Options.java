// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param measures the measures, {@code cold} and {@code jars} among them
 * @param wires the wires
 * @param contestants names, or none for all
 * @param rounds how many rounds
 * @param folder the folder of this module
 * @param write whether docs/performance.md is to be rewritten
 */
record Options(
        Set<String> measures, Set<Wire> wires, List<String> contestants, int rounds, Path folder, boolean write) {
    static final String COLD = "COLD";
    static final String JARS = "JARS";

    static final String USAGE = """
            benchmarks/run [options]
              --measures=chat,tokens,first,concurrent,cancel,prompt,cold,jars   what to measure (default: all)
              --wires=ollama,openai                                            on which wires (default: all)
              --contestants=Posada,hand-written,...                            who (default: all that were built)
              --rounds=7                                                       interleaved rounds, of which the median counts
              --write                                                          put the tables and the plot into docs/
            """;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it has something else than options
     */
    static Options of(String... arguments) {
        String known = Stream.concat(Stream.of(Measure.values()).map(Measure::name), Stream.of(COLD, JARS))
                .collect(Collectors.joining(","));
        String measures = known;
        String wires = "OLLAMA,OPENAI";
        String contestants = null;
        String folder = "benchmarks";
        int rounds = 7;
        boolean write = false;
        for (String argument : arguments) {
            String value = argument.substring(argument.indexOf('=') + 1);
            switch (argument.replaceAll("=.*", "")) {
                case "--measures" -> measures = value.toUpperCase(Locale.ROOT);
                case "--wires" -> wires = value.toUpperCase(Locale.ROOT);
                case "--contestants" -> contestants = value;
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--folder" -> folder = value;
                case "--write" -> write = true;
                default -> throw new IllegalArgumentException("Unknown option " + argument + "\n" + USAGE);
            }
        }
        Set<Wire> wanted = EnumSet.noneOf(Wire.class);
        Stream.of(wires.split(",", -1)).map(Wire::valueOf).forEach(wanted::add);
        return new Options(Set.of(measures.split(",", -1)), wanted, names(contestants), rounds, Path.of(folder), write);
    }

    private static List<String> names(@Nullable String contestants) {
        return contestants == null ? List.of() : List.of(contestants.split(",", -1));
    }

    boolean wants(String measure) {
        return measures.contains(measure);
    }

    boolean wants(Entry entry) {
        return contestants.isEmpty() || contestants.contains(entry.name());
    }
}
