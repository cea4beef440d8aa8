// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An example whose default is the demo model runs as it is, with nothing installed. What it says is its own affair. */
class ExamplesTest {
    static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/posada/examples"))) {
            for (Path file : files.sorted().toList()) {
                if (Files.readString(file).contains("\"embedded://demo/")) {
                    examples.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Timeout(60)
    void runsWithNothingInstalled(String example) throws Exception {
        Class<?> program = Class.forName("dev.posada.examples." + example);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));

        try {
            program.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(out);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isNotBlank();
    }
}
