// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Map<Wire, List<Entry>> entries = new EnumMap<>(Wire.class);
        for (Wire wire : options.wires()) {
            entries.put(
                    wire,
                    Entry.on(wire, options.folder()).stream()
                            .filter(options::wants)
                            .toList());
        }
        List<Measure> measures =
                Stream.of(Measure.values()).filter(options::wants).toList();
        double perContestant = measures.stream().mapToDouble(Measure::weight).sum();
        int all = entries.values().stream().mapToInt(List::size).sum();
        Budget budget = new Budget(TimeUnit.MINUTES.toNanos(options.minutes()), perContestant * all, System::nanoTime);
        try (ChildProcess server = ChildProcess.start(Entry.harness(), StandIn.class.getName())) {
            String port = server.readLine();
            for (Map.Entry<Wire, List<Entry>> each : entries.entrySet()) {
                Stage stage = new Stage(each.getKey(), each.getValue(), port, budget);
                measureWarm(stage, measures.stream().filter(Measure::isWarm).toList());
                if (options.wants(Measure.CONCURRENT)) {
                    measureConcurrent(stage);
                }
                if (options.wants(Measure.COLD)) {
                    measureCold(stage);
                }
                measureJars(stage);
            }
        }
        String versions = entries.values().stream()
                .flatMap(List::stream)
                .map(Entry::versions)
                .distinct()
                .collect(Collectors.joining(", "));
        String report = new Report(results, "commit " + options.commit() + "; " + versions).markdown();
        System.out.println(report);
        if (options.write()) {
            write(report);
        }
    }

    /** A wire, who is measured on it, and the time for all. */
    private record Stage(Wire wire, List<Entry> entries, String port, Budget budget) {
        Budget.Slice slice(Measure measure) {
            return budget.next(measure.weight() * entries.size());
        }
    }

    private void measureJars(Stage stage) throws IOException {
        for (Entry entry : stage.entries()) {
            boolean hasOwnClassPath = !entry.name().equals(Entry.AWS_SDK_ON_JDK); // it borrows Posada's
            if (options.wants(Measure.JARS) && hasOwnClassPath) {
                long count = entry.jars().stream().filter(Files::isRegularFile).count();
                results.add(
                        stage.wire(), entry.name(), "JARS", Map.of("count", (double) count, "mb", entry.megabytes()));
            }
        }
    }

    private void measureWarm(Stage stage, List<Measure> measures) throws IOException {
        Map<Entry, ChildProcess> running = new LinkedHashMap<>();
        try {
            for (Measure measure : measures) {
                for (Entry entry : stage.entries()) {
                    if (!running.containsKey(entry)) { // the first time, or since it ended
                        running.put(entry, start(entry, stage.wire(), stage.port()));
                    }
                }
                measure(stage, measure, running);
            }
        } finally {
            for (ChildProcess process : running.values()) {
                process.close();
            }
        }
    }

    private void measure(Stage stage, Measure measure, Map<Entry, ChildProcess> running) throws IOException {
        Budget.Slice slice = stage.slice(measure);
        double most = slice.seconds() / 3 / stage.entries().size();
        log(stage.wire(), measure + ": warming up");
        for (Entry entry : List.copyOf(running.keySet())) {
            long start = System.nanoTime();
            int done = 0;
            for (int next = measure.nextWarmUp(0, 0, most);
                    next > 0 && running.containsKey(entry);
                    next = measure.nextWarmUp(done, (System.nanoTime() - start) / 1e9, most)) {
                round(stage.wire(), entry, measure, next, running);
                done += next;
            }
        }
        for (int round = 1; round <= options.rounds() && slice.hasRound(); round++) {
            log(stage.wire(), measure + ": round " + round);
            for (Entry entry : List.copyOf(running.keySet())) {
                results.add(
                        stage.wire(),
                        entry.name(),
                        measure.name(),
                        round(stage.wire(), entry, measure, measure.perRound(), running));
            }
        }
    }

    /** The numbers; none if it failed, after which the contestant is left out of this measure. */
    private Map<String, Double> round(
            Wire wire, Entry entry, Measure measure, int count, Map<Entry, ChildProcess> running) throws IOException {
        ChildProcess process = Objects.requireNonNull(running.get(entry));
        try {
            return process.measure(measure, count, why -> results.fail(wire, entry.name(), measure.name(), why));
        } catch (IOException e) {
            results.fail(wire, entry.name(), measure.name(), String.valueOf(e.getMessage()));
            running.remove(entry);
            process.close();
            return Map.of();
        }
    }

    private static ChildProcess start(Entry entry, Wire wire, String port) throws IOException {
        String[] arguments = new String[4];
        arguments[0] = Contender.class.getName();
        arguments[1] = entry.type();
        arguments[2] = wire.name();
        arguments[3] = port;
        return ChildProcess.start(entry.classPath(), arguments);
    }

    /** In a JVM of its own, since memory that was used once is not given back. */
    private void measureConcurrent(Stage stage) throws IOException {
        Budget.Slice slice = stage.slice(Measure.CONCURRENT);
        for (int round = 1; round <= options.rounds() && slice.hasRound(); round++) {
            for (Entry entry : stage.entries()) {
                log(stage.wire(), "CONCURRENT: round " + round + ", " + entry.name());
                try (ChildProcess process = start(entry, stage.wire(), stage.port())) {
                    for (int streams : STREAMS) {
                        measureStreams(stage.wire(), entry, process, streams);
                    }
                }
            }
        }
    }

    private void measureStreams(Wire wire, Entry entry, ChildProcess process, int streams) {
        String name = Measure.CONCURRENT.name() + streams;
        try {
            results.add(
                    wire,
                    entry.name(),
                    name,
                    process.measure(Measure.CONCURRENT, streams, why -> results.fail(wire, entry.name(), name, why)));
        } catch (IOException e) {
            boolean isPipe = String.valueOf(e.getMessage()).contains("ipe"); // it ended with fewer streams
            results.fail(wire, entry.name(), name, isPipe ? "ended before" : String.valueOf(e.getMessage()));
        }
    }

    private void measureCold(Stage stage) throws IOException {
        Budget.Slice slice = stage.slice(Measure.COLD);
        for (Entry entry : stage.entries()) {
            Path log = Files.createTempFile("classes", ".log");
            start(stage, entry, "-Xlog:class+load:file=" + log);
            try (Stream<String> lines = Files.lines(log)) {
                double classes =
                        lines.filter(line -> line.contains(" source: ")).count();
                results.add(stage.wire(), entry.name(), "COLD", Map.of("classes", classes));
            }
            Files.delete(log);
        }
        for (int round = 1; round <= options.rounds() && slice.hasRound(); round++) {
            log(stage.wire(), "COLD: round " + round);
            for (Entry entry : stage.entries()) {
                double millis = start(stage, entry, "-Xlog:disable");
                results.add(stage.wire(), entry.name(), "COLD", Map.of("ms", millis));
            }
        }
    }

    /** Milliseconds from the start of a JVM to the first words. */
    private static double start(Stage stage, Entry entry, String jvmOption) throws IOException {
        long begun = System.nanoTime();
        try (ChildProcess process = ChildProcess.start(
                entry.classPath(),
                jvmOption,
                Contender.class.getName(),
                entry.type(),
                stage.wire().name(),
                stage.port(),
                "cold")) {
            String line = process.readLine();
            while (!line.matches("\\d+")) {
                line = process.readLine();
            }
            return (Long.parseLong(line) - begun) / 1e6;
        }
    }

    private static void log(Wire wire, String what) {
        System.err.println(wire + " " + what);
    }

    private void write(String report) throws IOException {
        Path docs = options.docs();
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
