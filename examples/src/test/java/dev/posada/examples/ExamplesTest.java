// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An example whose default is the demo model runs as it is, with nothing installed. What it says is its own affair. */
class ExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java");

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(ExamplesTest::answersByDefault)
                    .map(file -> SOURCES.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static boolean answersByDefault(Path file) {
        try {
            return Files.isRegularFile(file) && Files.readString(file).contains("\"embedded://demo/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Timeout(60)
    void runsWithNothingInstalled(String example) throws Exception {
        String printed = Program.run(example);

        assertThat(printed).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Example06Images", "Example07Search", "Example11RemoteServer"})
    void saysWhichHostItNeedsWhereTheDemoModelWouldNotDo(String example) throws Exception {
        String printed = Program.run("dev.posada.examples." + example);

        assertThat(printed).contains("./example ", "ollama");
    }
}
