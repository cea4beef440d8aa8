// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes docs/guarantees.md from what the suites of the backends have left. */
final class GuaranteesPage {
    private static final List<String> GUARANTEES = List.of(
            "Exactly one end",
            "An error is an error wherever it arrives",
            "Four timeouts",
            "Cancel works",
            "Retries, and nothing twice",
            "Tool calls come out right",
            "Nothing is dropped silently",
            "Thinking is apart from the text",
            "Memory is bounded",
            "Back-pressure is the socket's",
            "Secrets stay secret",
            "Connections are shared, and survive servers",
            "Threads are at home");

    private static final Map<String, String> TITLES = Map.of(
            "LlamaCpp", "llama.cpp",
            "LmStudio", "LM Studio",
            "OpenAiCompatible", "OpenAI-compatible");

    private static final String INTRODUCTION = """
            # What Posada promises, and on which backend it is proven

            *This page is generated from the results of the tests; the build fails if it is not up to date.* Each number is a count
            of tests of [`ChatModelContract`](testing.md) that pass on the backend, most of them against a server that misbehaves
            on purpose. What a backend has not is "–", with the reason below; a request that asks for it fails with an
            `UnsupportedFeatureException` or is answered with a warning, which is tested, too.

            """;

    /** One test of one backend. */
    private record Result(String backend, int guarantee, String feature, String test, String outcome, String reason) {
        private boolean passed() {
            return outcome.equals("passed") || outcome.equals("refused");
        }
    }

    private final List<Result> results = new ArrayList<>();
    private final List<String> backends;

    /**
     * Reads the results.
     *
     * @param files the results of each backend, by the name of its suite
     */
    GuaranteesPage(Map<String, Path> files) throws IOException {
        for (Map.Entry<String, Path> file : new TreeMap<>(files).entrySet()) {
            String name = file.getKey().replace("ContractTest", "");
            for (String line : Files.readAllLines(file.getValue())) {
                String[] fields = line.split("\t", -1);
                results.add(new Result(
                        TITLES.getOrDefault(name, name),
                        Integer.parseInt(fields[0]),
                        fields[1],
                        fields[2],
                        fields[3],
                        fields[4]));
            }
        }
        backends = distinct(results.stream().map(Result::backend));
    }

    /** The page. */
    String render() {
        return INTRODUCTION + guarantees() + "## What a request can ask for\n\n" + features() + reasons() + sentences();
    }

    private String guarantees() {
        StringBuilder table = header("Guarantee");
        for (int number = 1; number <= GUARANTEES.size(); number++) {
            int guarantee = number;
            table.append("| ").append(number).append(". ").append(GUARANTEES.get(number - 1));
            for (String backend : backends) {
                long passed = count(backend, result -> result.guarantee() == guarantee && result.passed());
                table.append(" | ").append(passed == 0 ? "–" : passed);
            }
            table.append(" |\n");
        }
        return table.append('\n').toString();
    }

    private String features() {
        StringBuilder table = header("Feature");
        for (String feature : distinct(results.stream().map(Result::feature).filter(name -> !name.isEmpty()))) {
            table.append("| ").append(feature);
            for (String backend : backends) {
                long there = count(
                        backend,
                        result -> result.feature().equals(feature)
                                && result.outcome().equals("passed"));
                table.append(" | ").append(there == 0 ? "–" : "✓");
            }
            table.append(" |\n");
        }
        return table.append('\n').toString();
    }

    private StringBuilder header(String first) {
        return new StringBuilder("| " + first + " | " + String.join(" | ", backends) + " |\n|---|"
                + "---|".repeat(backends.size()) + "\n");
    }

    private String reasons() {
        StringBuilder page = new StringBuilder("## Why there is a –\n\n");
        for (String backend : backends) {
            List<String> reasons = distinct(results.stream()
                    .filter(result ->
                            result.backend().equals(backend) && !result.reason().isEmpty())
                    .map(Result::reason));
            if (!reasons.isEmpty()) {
                page.append("- **")
                        .append(backend)
                        .append("**: ")
                        .append(String.join("; ", reasons))
                        .append(".\n");
            }
        }
        return page.append('\n').toString();
    }

    private String sentences() {
        StringBuilder page = new StringBuilder("## The promises, word for word\n");
        for (int number = 1; number <= GUARANTEES.size(); number++) {
            int guarantee = number;
            page.append("\n### ")
                    .append(number)
                    .append(". ")
                    .append(GUARANTEES.get(number - 1))
                    .append("\n\n");
            distinct(results.stream()
                            .filter(result -> result.guarantee() == guarantee
                                    && result.feature().isEmpty())
                            .map(result -> sentence(result.test())))
                    .forEach(sentence -> page.append("- ").append(sentence).append('\n'));
        }
        return page.toString();
    }

    /** The name of a test, which is a sentence without blanks. */
    private static String sentence(String name) {
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    private long count(String backend, Predicate<Result> condition) {
        return results.stream()
                .filter(result -> result.backend().equals(backend))
                .filter(condition)
                .count();
    }

    private static List<String> distinct(Stream<String> values) {
        return List.copyOf(values.collect(Collectors.toCollection(TreeSet::new)));
    }
}
