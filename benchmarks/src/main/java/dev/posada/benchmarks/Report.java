// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The results as Markdown: a table per wire, ratios to the hand-written client in bold. */
final class Report {
    private final Results results;
    private final String what;

    /**
     * Tells the results.
     *
     * @param what the contestants and their versions
     */
    Report(Results results, String what) {
        this.results = results;
        this.what = what;
    }

    String markdown() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(machine()).append("\n");
        for (Wire wire : results.wires()) {
            text.append("\n### Wire: ").append(wire.title()).append("\n\n");
            table(wire, text);
        }
        if (!results.errors().isEmpty()) {
            text.append("\n### Errors\n\n");
            results.errors().forEach(error -> text.append("- ").append(error).append("\n"));
        }
        return text.toString();
    }

    private void table(Wire wire, StringBuilder text) {
        List<String> contestants = results.contestants(wire);
        text.append("| | ").append(String.join(" | ", contestants)).append(" | Posada's target | rounds |\n");
        text.append("|---|").append("---|".repeat(contestants.size() + 2)).append("\n");
        for (Row row : Row.ALL) {
            Double floor = results.median(wire, wire.floor(), row.key());
            String cells = contestants.stream()
                    .map(contestant -> cell(wire, contestant, row, floor))
                    .collect(Collectors.joining(" | "));
            if (!cells.replaceAll("[–| ]", "").isEmpty()) {
                text.append("| ")
                        .append(row.title())
                        .append(" | ")
                        .append(cells)
                        .append(" | ")
                        .append(row.target(wire, results.median(wire, Entry.POSADA, row.key()), floor))
                        .append(" | ")
                        .append(results.rounds(wire, row.key()))
                        .append(" |\n");
            }
        }
    }

    private String cell(Wire wire, String contestant, Row row, @Nullable Double floor) {
        Double median = results.median(wire, contestant, row.key());
        String failure = results.failure(wire, contestant, row.key());
        return median == null && failure != null ? failure : row.cell(median, floor);
    }

    /** What the numbers were measured on. */
    private String machine() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        String processor = Files.exists(processors)
                ? Files.readAllLines(processors).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown processor")
                : "unknown processor";
        return "Measured on " + LocalDate.now(ZoneOffset.UTC) + ": " + processor + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", Java " + System.getProperty("java.runtime.version")
                + "; " + what + "; medians of interleaved rounds.";
    }
}
