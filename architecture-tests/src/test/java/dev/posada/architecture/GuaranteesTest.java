// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the guarantees says what the tests of this build have shown. */
class GuaranteesTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path ROOT = MODULE.getParent();
    private static final Path PAGE = ROOT.resolve("docs/guarantees.md");

    private static final String COMMAND = "mvn -Pquick test -Dtest='*ContractTest,GuaranteesTest'"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dguarantees.write";

    @Test
    void thePageSaysWhatTheSuitesHaveShown() throws IOException {
        String page = new GuaranteesPage(results()).render();
        if (System.getProperty("guarantees.write") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/guarantees.md; write it anew with: " + COMMAND)
                .isEqualTo(page);
    }

    /** The results of each suite that there is; the one among the examples shows how to write one. */
    private static Map<String, Path> results() throws IOException {
        Map<String, Path> results = new TreeMap<>();
        Path directory = MODULE.relativize(Path.of(System.getProperty("posada.guarantees")));
        for (Path suite : suites()) {
            Path module = ROOT.resolve(ROOT.relativize(suite).getName(0));
            String name = suite.getFileName().toString().replace(".java", "");
            Path file = module.resolve(directory).resolve(name + ".tsv");
            assertThat(file)
                    .as("results of " + name + ", which its module's tests leave; run them with: " + COMMAND)
                    .exists();
            results.put(name, file);
        }
        return results;
    }

    private static List<Path> suites() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .filter(tests -> !tests.startsWith(ROOT.resolve("sdk-testkit")))
                    .filter(tests -> !tests.startsWith(ROOT.resolve("examples")))
                    .flatMap(GuaranteesTest::suitesUnder)
                    .toList();
        }
    }

    private static Stream<Path> suitesUnder(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith("ContractTest.java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
