// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaModelFileTest {
    @TempDir
    Path folder;

    @Test
    void isAModelOfAnotherOneWithItsSettings() throws IOException {
        String json = json("""
                # A short-spoken model
                FROM llama3.2

                SYSTEM Be brief.
                parameter num_ctx 2048
                PARAMETER temperature 0.2
                PARAMETER use_mmap true
                PARAMETER stop "<|im_end|>"
                PARAMETER stop <|endoftext|>
                MESSAGE user Hi
                MESSAGE assistant "Hello."
                LICENSE "Apache-2.0"
                """);

        assertThat(json)
                .isEqualTo("{\"model\":\"new\",\"from\":\"llama3.2\",\"parameters\":{\"num_ctx\":2048,"
                        + "\"stop\":[\"<|im_end|>\",\"<|endoftext|>\"],\"temperature\":0.2,\"use_mmap\":true},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Hello.\"}],"
                        + "\"system\":\"Be brief.\",\"license\":\"Apache-2.0\"}");
    }

    @Test
    void mayHoldTextsOfSeveralLines() throws IOException {
        String json = json("""
                FROM llama3.2
                TEMPLATE \"""{{ .System }}

                # no comment
                {{ .Prompt }}\"""
                SYSTEM \"""Be brief.\"""
                """);

        assertThat(json)
                .contains("\"template\":\"{{ .System }}\\n\\n# no comment\\n{{ .Prompt }}\"")
                .contains("\"system\":\"Be brief.\"");
    }

    @Test
    void mayNameFilesBesideIt() throws IOException {
        Path weights = Files.writeString(folder.resolve("tiny.gguf"), "GGUF");
        Path adapter = Files.writeString(folder.resolve("lora.gguf"), "GGUF");

        String json = json("""
                FROM ./tiny.gguf
                ADAPTER lora.gguf
                """, Map.of(weights, "sha256:1", adapter, "sha256:2"));

        assertThat(json)
                .isEqualTo("{\"model\":\"new\",\"files\":{\"tiny.gguf\":\"sha256:1\"},"
                        + "\"adapters\":{\"lora.gguf\":\"sha256:2\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SYSTEM Be brief.             | line 1: FROM is missing",
                "FROM ./missing.gguf          | line 1: there is no file ./missing.gguf",
                "FROM x;ADAPTER missing       | line 2: there is no file missing",
                "FROM x;DANCE now             | line 2: there is no instruction dance",
                "FROM x;SYSTEM                | line 2: an instruction with a text",
                "FROM x;PARAMETER num_ctx     | line 2: a name and a value",
                "FROM x;MESSAGE robot Beep    | line 2: a role is system, user or assistant",
            })
    void saysWhichLineMakesNoSense(String lines, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("Modelfile"), lines.replace(';', '\n'));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OllamaModelSpec.modelFile(file))
                .withMessageContaining(problem)
                .withMessageContaining(file.toString());
    }

    @Test
    void saysWhereATextBeginsThatNeverEnds() throws IOException {
        Path file = Files.writeString(folder.resolve("Modelfile"), "FROM x\nSYSTEM \"\"\"Be\nbrief.");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OllamaModelSpec.modelFile(file))
                .withMessageContaining("line 2: the three quotes are never closed");
    }

    @Test
    void saysThatItCanNotBeRead() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> OllamaModelSpec.modelFile(folder.resolve("none")))
                .withMessageContaining("none");
    }

    private String json(String text) throws IOException {
        return json(text, new HashMap<>());
    }

    private String json(String text, Map<Path, String> digests) throws IOException {
        Path file = Files.writeString(folder.resolve("Modelfile"), text);
        return OllamaModelSpec.modelFile(file).json("new", digests).toString();
    }
}
