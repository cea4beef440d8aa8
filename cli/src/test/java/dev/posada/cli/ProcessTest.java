// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: signals, and standard streams that are closed or silent. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class ProcessTest {
    private static final String WITHOUT_INPUT = "exec \"$@\" </dev/null";

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void ctrlCStopsTheAnswerAndEndsTheLine() throws Exception {
        assumeTrue(interruptsReachChildren(), "whoever started this build has its children ignore SIGINT");
        Process process = shell(WITHOUT_INPUT, "ask", "--host", "scripted://stalled", "A tale.");
        awaitOutput(process, "Once upon");

        signal("INT", process);

        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(rest(process)).isEqualTo("\n");
        assertThat(errors(process)).isEmpty();
    }

    @Test
    void aTerminatedCommandSaysSoToScripts() throws Exception {
        Process process = shell(WITHOUT_INPUT, "ask", "--host", "scripted://stalled", "--json", "A tale.");
        awaitStall(process);

        signal("TERM", process);

        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(rest(process)).isEmpty();
        assertThat(errors(process))
                .startsWith("{\"error\":{\"type\":\"CancelledException\"")
                .contains("\"partialText\":\"Once upon\"");
    }

    @Test
    void aConversationThatWaitsForTheNextLineEndsAtOnce() throws Exception {
        Process process = posada("chat", "--host", "scripted://friendly");
        process.outputWriter().write("Hi\n");
        process.outputWriter().flush();
        awaitOutput(process, "Hello there.\n");
        long signalled = System.nanoTime();

        signal("TERM", process);

        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(System.nanoTime() - signalled).isLessThan(TimeUnit.MILLISECONDS.toNanos(1900));
    }

    @Test
    void endsQuietlyWhenItsReaderHasSeenEnough() throws Exception {
        Process process = shell(WITHOUT_INPUT, "ask", "--host", "scripted://endless", "Go on.");
        awaitOutput(process, "on and on\n");

        process.getInputStream().close();

        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(errors(process)).isEmpty();
    }

    @Test
    void aPromptOnTheCommandLineDoesNotWaitForAStandardInputThatStaysOpen() throws Exception {
        Process process = posada("ask", "--host", "scripted://friendly", "Hi");

        assertThat(exitCode(process)).isZero();
        assertThat(rest(process)).isEqualTo("Hello there.\n");
    }

    @Test
    void aClosedStandardInputIsNothing() throws Exception {
        Process prompted = shell("exec \"$@\" <&-", "ask", "--host", "scripted://friendly", "--json", "Hi");
        Process unprompted = shell("exec \"$@\" <&-", "ask", "--host", "scripted://friendly");

        assertThat(exitCode(prompted)).isZero();
        assertThat(rest(prompted)).startsWith("{\"text\":\"Hello there.\"");
        assertThat(errors(prompted)).isEmpty();
        assertThat(exitCode(unprompted)).isEqualTo(2);
        assertThat(errors(unprompted)).contains("There is no prompt");
    }

    @Test
    void nothingButTheAnswerIsPrintedWhereTheLocaleIsPoor() throws Exception {
        Process process = shell(WITHOUT_INPUT, "ask", "--host", "scripted://nowhere", "Hi");

        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(rest(process)).isEmpty();
        assertThat(errors(process)).isEqualTo("posada: No script for nowhere.\n");
    }

    private Process posada(String... arguments) throws IOException {
        return start(command(arguments));
    }

    private Process shell(String script, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        line.addAll(command(arguments));
        return start(line);
    }

    private static List<String> command(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Posada.class.getName()));
        line.addAll(List.of(arguments));
        return line;
    }

    private Process start(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("POSADA_") || name.startsWith("JAVA_"));
        environment.put("LC_ALL", "C");
        environment.put(ScriptedHost.SIGN_OF_STALL, folder.resolve("stalled").toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void awaitOutput(Process process, String text) throws IOException {
        byte[] read = process.getInputStream().readNBytes(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(text);
    }

    /** With {@code --json} nothing shows how far the answer is but the file that the script leaves when it has said its words. */
    private void awaitStall(Process process) {
        while (!Files.exists(folder.resolve("stalled"))) {
            assertThat(process.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private static void signal(String name, Process process) throws Exception {
        int exitCode = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
    }

    /** A shell without a terminal has what it starts in the background ignore SIGINT, and so do all descendants. */
    private static boolean interruptsReachChildren() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return true;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn:\t0");
        return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & 2) == 0;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return process.exitValue();
    }

    private static String rest(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
