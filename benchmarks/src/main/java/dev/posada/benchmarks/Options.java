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
 * @param minutes after which no more rounds begin
 * @param folder the folder of this module
 * @param write whether docs/performance.md is to be rewritten
 */
record Options(
        Set<String> measures,
        Set<Wire> wires,
        List<String> contestants,
        int rounds,
        int minutes,
        Path folder,
        boolean write) {
    static final String COLD = "COLD";
    static final String JARS = "JARS";

    static final String USAGE = """
            benchmarks/run [options]
              --measures=chat,tokens,first,concurrent,cancel,prompt,cold,jars   what to measure (default: all)
              --wires=ollama,openai,bedrock                                    on which wires (default: all)
              --contestants=Posada,hand-written,...                            who (default: all that were built)
              --rounds=5                                                       interleaved rounds, of which the median counts
              --minutes=8                                                      after which no more rounds begin
              --write                                                          put the tables and the plot into docs/, which a run
                                                                               of everything does by itself
              --dry                                                            leave docs/ alone
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
        String wires = "OLLAMA,OPENAI,BEDROCK";
        String contestants = null;
        String folder = "benchmarks";
        int rounds = 5;
        int minutes = 8;
        boolean write = false;
        boolean dry = false;
        for (String argument : arguments) {
            String value = argument.substring(argument.indexOf('=') + 1);
            switch (argument.replaceAll("=.*", "")) {
                case "--measures" -> measures = value.toUpperCase(Locale.ROOT);
                case "--wires" -> wires = value.toUpperCase(Locale.ROOT);
                case "--contestants" -> contestants = value;
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--minutes" -> minutes = Integer.parseInt(value);
                case "--folder" -> folder = value;
                case "--write" -> write = true;
                case "--dry" -> dry = true;
                default -> throw new IllegalArgumentException("Unknown option " + argument + "\n" + USAGE);
            }
        }
        Set<Wire> wanted = EnumSet.noneOf(Wire.class);
        Stream.of(wires.split(",", -1)).map(Wire::valueOf).forEach(wanted::add);
        boolean isAll = measures.equals(known) && wanted.size() == Wire.values().length && contestants == null;
        return new Options(
                Set.of(measures.split(",", -1)),
                wanted,
                names(contestants),
                rounds,
                minutes,
                Path.of(folder),
                !dry && (write || isAll));
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
