// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java code in the documentation is code that the build compiles: each block stands in one of the examples. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockOfJavaStandsInAnExample(Path page) throws IOException {
        List<List<String>> examples = exampleSources();

        for (String block : javaBlocks(page)) {
            assertThat(examples)
                    .as("%s shows code that no example holds:%n%s", page.getFileName(), block)
                    .anyMatch(source -> Collections.indexOfSubList(source, lines(block)) >= 0);
        }
    }

    @Test
    void theReadmeShowsCode() throws IOException {
        assertThat(javaBlocks(ROOT.resolve("README.md"))).isNotEmpty();
    }

    private static List<String> javaBlocks(Path page) throws IOException {
        return JAVA_BLOCK
                .matcher(Files.readString(page))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static List<List<String>> exampleSources() throws IOException {
        List<List<String>> sources = new ArrayList<>();
        for (String folder : List.of("src/main/java", "src/test/java")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.add(lines(Files.readString(file)));
                }
            }
        }
        return sources;
    }

    /** The lines that say something, without their indentation. */
    private static List<String> lines(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
