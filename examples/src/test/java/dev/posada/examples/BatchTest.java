// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.testkit.MisbehavingServer;
import dev.posada.testkit.Script;
import dev.posada.testkit.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BatchTest {
    @TempDir
    Path folder;

    @Test
    void aBatchWhoseProcessIsKilledIsFinishedByTheNextRunWithEachAnswerOnce() throws Exception {
        List<String> questions = IntStream.range(0, 24)
                .mapToObj(number -> "What is server number " + number + " for?")
                .toList();
        Path list = Files.write(folder.resolve("questions"), questions);
        Path journal = folder.resolve("journal");
        List<String> before;
        try (MisbehavingServer stalls = MisbehavingServer.of(Wire.ollama(), fourAnswersAndNoMore())) {
            Process batch = start(journal, list, "ollama://127.0.0.1:" + stalls.port() + "/m");
            while (batch.isAlive()
                    && (!Files.exists(journal) || linesOf(journal).size() < 4)) {
                Thread.onSpinWait();
            }

            batch.destroyForcibly().waitFor();

            before = linesOf(journal);
        }
        assertThat(before).as("killed in the middle").hasSize(4);
        Program.run(
                "dev.posada.examples.Example14Batch",
                "embedded://demo/posada-tiny",
                journal.toString(),
                list.toString());
        List<String> after = Files.readAllLines(journal);
        assertThat(after).startsWith(before.toArray(String[]::new));
        assertThat(after.stream().map(line -> line.substring(0, line.indexOf('\t'))))
                .containsExactlyInAnyOrderElementsOf(questions);
        assertThat(after)
                .allSatisfy(line ->
                        assertThat(line.substring(line.indexOf('\t') + 1)).isNotBlank());
    }

    private static Script[] fourAnswersAndNoMore() {
        Script[] scripts = new Script[5];
        Arrays.fill(scripts, Script.answer("For you."));
        scripts[4] = Script.silence();
        return scripts;
    }

    /** The lines that are complete. */
    private static List<String> linesOf(Path journal) throws IOException {
        String text = Files.readString(journal);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private Process start(Path journal, Path list, String uri) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.posada.examples.Example14Batch",
                        uri,
                        journal.toString(),
                        list.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    @Test
    void whatACrashLeftOfALineIsCutOffAndItsQuestionIsOpenAgain() throws Exception {
        Path path = folder.resolve("journal");
        try (BatchJournal journal = BatchJournal.open(path)) {
            journal.add("one", "1\n\t2\\");
        }
        Files.write(path, "two\tha".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);

        try (BatchJournal journal = BatchJournal.open(path)) {
            assertThat(journal.holds("one")).isTrue();
            assertThat(journal.holds("two")).isFalse();
            journal.add("two", "2");
        }

        assertThat(Files.readAllLines(path)).containsExactly("one\t1\\n\\t2\\\\", "two\t2");
    }

    @Test
    void twoRunsCannotShareAJournal() throws Exception {
        Path path = folder.resolve("journal");
        try (BatchJournal first = BatchJournal.open(path)) {
            assertThat(first.size()).isZero();

            assertThatThrownBy(() -> BatchJournal.open(path)).hasMessageContaining("already");
        }
    }
}
