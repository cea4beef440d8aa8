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
 * @param measures the measures
 * @param wires the wires
 * @param contestants names, or none for all
 * @param rounds how many rounds at most
 * @param minutes divided among wires and measures
 * @param folder the folder of this module
 * @param docs where the page and the plot are
 * @param commit of what is measured
 * @param write whether docs/performance.md is to be rewritten
 */
record Options(
        Set<String> measures,
        Set<Wire> wires,
        List<String> contestants,
        int rounds,
        int minutes,
        Path folder,
        Path docs,
        String commit,
        boolean write) {
    static final String USAGE = """
            benchmarks/run [options]
              --measures=jars,tokens,unique,chat,first,cancel,prompt,concurrent,cold   what to measure (default: all)
              --wires=ollama,openai,bedrock                                    on which wires (default: all)
              --contestants=Posada,hand-written,...                            who (default: all that were built)
              --rounds=15    interleaved rounds at most, of which the median counts
              --minutes=9    time for all, divided among wires and measures beforehand; each gets one round at least
              --write        put the tables and the plot into docs/
              --docs=FOLDER  where that is
            benchmarks/run --jmh [regex] [options of JMH]
            benchmarks/run --profile=ollama|openai|bedrock
            """;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it has something else than options
     */
    static Options of(String... arguments) {
        String known = Stream.of(Measure.values()).map(Measure::name).collect(Collectors.joining(","));
        String measures = known;
        String wires = "OLLAMA,OPENAI,BEDROCK";
        String contestants = null;
        String folder = "benchmarks";
        int rounds = 15;
        int minutes = 9;
        boolean write = false;
        String commit = "unknown";
        String docs = "";
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
                case "--commit" -> commit = value;
                case "--docs" -> docs = value;
                default -> throw new IllegalArgumentException("Unknown option " + argument + "\n" + USAGE);
            }
        }
        Set<Wire> wanted = EnumSet.noneOf(Wire.class);
        Stream.of(wires.split(",", -1)).map(Wire::valueOf).forEach(wanted::add);
        return new Options(
                Set.of(measures.split(",", -1)),
                wanted,
                names(contestants),
                rounds,
                minutes,
                Path.of(folder),
                docs.isEmpty() ? Path.of(folder).resolveSibling("docs") : Path.of(docs),
                commit,
                write);
    }

    private static List<String> names(@Nullable String contestants) {
        return contestants == null ? List.of() : List.of(contestants.split(",", -1));
    }

    boolean wants(Measure measure) {
        return measures.contains(measure.name());
    }

    boolean wants(Entry entry) {
        return contestants.isEmpty() || contestants.contains(entry.name());
    }
}
