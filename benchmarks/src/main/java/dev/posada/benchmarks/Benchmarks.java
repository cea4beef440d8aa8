// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures Posada beside other clients. Every contestant has a JVM and a class path of its own, and they take turns round by
 * round, so that whatever else the machine does meets all of them alike.
 */
public final class Benchmarks {
    private static final List<Integer> STREAMS = List.of(1, 16, 128, 512);
    private static final String START = "<!-- results -->";
    private static final String END = "<!-- end of results -->";

    private final Options options;
    private final Results results = new Results();
    private final long started = System.nanoTime();

    private Benchmarks(Options options) {
        this.options = options;
    }

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        new Benchmarks(Options.of(arguments)).run();
    }

    private void run() throws IOException {
        try (ChildProcess server = ChildProcess.start(Entry.harness(), StandIn.class.getName())) {
            String port = server.readLine();
            for (Wire wire : options.wires()) {
                List<Entry> entries = Entry.on(wire, options.folder()).stream()
                        .filter(options::wants)
                        .toList();
                measureJars(wire, entries);
                measureWarm(wire, entries, port);
                measureConcurrent(wire, entries, port);
                measureCold(wire, entries, port);
            }
        }
        String report = new Report(results).markdown();
        System.out.println(report);
        if (options.write()) {
            write(report);
        }
    }

    private void measureJars(Wire wire, List<Entry> entries) throws IOException {
        for (Entry entry : entries) {
            boolean hasOwnClassPath = !entry.name().equals(Entry.AWS_SDK); // it borrows Posada's, with its HTTP client
            if (options.wants(Options.JARS) && hasOwnClassPath) {
                long count = entry.jars().stream().filter(Files::isRegularFile).count();
                results.add(wire, entry.name(), "JARS", Map.of("count", (double) count, "mb", entry.megabytes()));
            }
        }
    }

    private void measureWarm(Wire wire, List<Entry> entries, String port) throws IOException {
        Map<Entry, ChildProcess> running = new LinkedHashMap<>();
        try {
            for (Entry entry : entries) {
                running.put(entry, start(entry, wire, port));
            }
            for (Measure measure : Measure.values()) {
                if (measure != Measure.CONCURRENT && options.wants(measure.name())) {
                    measure(wire, measure, running);
                }
            }
        } finally {
            for (ChildProcess process : running.values()) {
                process.close();
            }
        }
    }

    private static ChildProcess start(Entry entry, Wire wire, String port, String... more) throws IOException {
        String[] arguments = new String[4 + more.length];
        arguments[0] = Contender.class.getName();
        arguments[1] = entry.type();
        arguments[2] = wire.name();
        arguments[3] = port;
        System.arraycopy(more, 0, arguments, 4, more.length);
        return ChildProcess.start(entry.classPath(), arguments);
    }

    private void measure(Wire wire, Measure measure, Map<Entry, ChildProcess> running) throws IOException {
        for (Map.Entry<Entry, ChildProcess> each : running.entrySet()) {
            log(wire, measure + ": warming " + each.getKey().name());
            warmUp(measure, each.getValue());
        }
        for (int round = 1; hasRound(round); round++) {
            log(wire, measure + ": round " + round);
            for (Map.Entry<Entry, ChildProcess> each : running.entrySet()) {
                Map<String, Double> numbers = each.getValue().measure(measure, measure.perRound());
                results.add(wire, each.getKey().name(), measure.name(), numbers);
            }
        }
    }

    private static void warmUp(Measure measure, ChildProcess contestant) throws IOException {
        long start = System.nanoTime();
        int done = 0;
        int next = measure.nextWarmUp(done, 0);
        while (next > 0) {
            contestant.measure(measure, next);
            done += next;
            next = measure.nextWarmUp(done, (System.nanoTime() - start) / 1e9);
        }
    }

    /** Each measure gets at least one round, but once the time is up not another. */
    private boolean hasRound(int round) {
        boolean timeIsUp = System.nanoTime() - started >= TimeUnit.MINUTES.toNanos(options.minutes());
        return round == 1 || (round <= options.rounds() && !timeIsUp);
    }

    /** In a JVM of its own, since memory that was used once is not given back. */
    private void measureConcurrent(Wire wire, List<Entry> entries, String port) throws IOException {
        if (!options.wants(Measure.CONCURRENT.name())) {
            return;
        }
        for (Entry entry : entries) {
            log(wire, "CONCURRENT: " + entry.name());
            try (ChildProcess process = start(entry, wire, port)) {
                // The AWS SDK's decoder takes 2 MiB per stream, so that more of them fill the memory that a contestant
                // has.
                for (int streams : wire == Wire.BEDROCK ? STREAMS.subList(0, 2) : STREAMS) {
                    Map<String, Double> numbers = process.measure(Measure.CONCURRENT, streams);
                    results.add(wire, entry.name(), Measure.CONCURRENT.name() + streams, numbers);
                }
            }
        }
    }

    private void measureCold(Wire wire, List<Entry> entries, String port) throws IOException {
        for (int round = 1; options.wants(Options.COLD) && hasRound(round); round++) {
            log(wire, "COLD: round " + round);
            for (Entry entry : entries) {
                long begun = System.nanoTime();
                try (ChildProcess process = start(entry, wire, port, "cold")) {
                    String line = process.readLine();
                    while (!line.matches("\\d+")) {
                        line = process.readLine();
                    }
                    results.add(wire, entry.name(), "COLD", Map.of("ms", (Long.parseLong(line) - begun) / 1e6));
                }
            }
        }
    }

    private static void log(Wire wire, String what) {
        System.err.println(wire + " " + what);
    }

    private void write(String report) throws IOException {
        Path docs = options.folder().resolveSibling("docs");
        Path page = docs.resolve("performance.md");
        String before = Files.readString(page);
        int start = before.indexOf(START) + START.length();
        Files.writeString(
                page,
                before.substring(0, start) + "\n" + report + "\n![CPU per streamed token](performance.svg)\n"
                        + before.substring(before.indexOf(END)));
        Plot plot = new Plot(results);
        if (!plot.isEmpty()) {
            Files.writeString(docs.resolve("performance.svg"), plot.svg());
        }
    }
}
