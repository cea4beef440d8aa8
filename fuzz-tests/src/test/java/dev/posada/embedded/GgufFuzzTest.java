// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.posada.fuzz.Damage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A model file that is no model file is refused, whatever it announces and before memory is taken for it. */
class GgufFuzzTest {
    /** The metadata and the vocabulary of the demo model, and a little of its weights. */
    private static final int HEADER = 140_000;

    @FuzzTest(maxDuration = "1m")
    void isReadOrRefused(byte[] bytes) {
        Throwable failure = catchThrowable(() -> ModelFile.read(source(bytes)));

        assertThat(failure).isNotNull().isInstanceOf(ModelFileException.class);
    }

    @Test
    void aDamagedHeaderIsRefused() {
        Damage.each(GgufFuzzTest.class, List.of(header()), this::isReadOrRefused);
    }

    private static byte[] header() {
        Path folder = Path.of("..", "sdk-embedded-model", "src", "main", "resources");
        try (Stream<Path> files = Files.walk(folder)) {
            Path model = files.filter(file -> file.toString().endsWith(".gguf"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = Files.newInputStream(model)) {
                return in.readNBytes(HEADER);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelSource source(byte[] file) {
        return new ModelSource() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(file);
            }

            @Override
            public long size() {
                return file.length;
            }
        };
    }
}
