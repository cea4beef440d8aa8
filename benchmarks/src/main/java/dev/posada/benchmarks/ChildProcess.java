// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM that was started to serve or to be measured; it ends when its standard input is closed. */
final class ChildProcess implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError");

    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private ChildProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    static ChildProcess start(String classPath, String... mainClassAndArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(mainClassAndArguments));
        return new ChildProcess(command);
    }

    String readLine() throws IOException {
        String line = out.readLine();
        if (line == null) {
            boolean isOutOfMemory = process.onExit().join().exitValue() == OUT_OF_MEMORY;
            throw new IOException(isOutOfMemory ? "out of memory" : "ended, or was silent for a minute");
        }
        return line;
    }

    /** Asks for a round and gives its numbers. */
    Map<String, Double> measure(Measure measure, int count, Consumer<String> failures) throws IOException {
        in.write(measure + " " + count + "\n");
        in.flush();
        CompletableFuture<Void> watch = new CompletableFuture<>();
        watch.orTimeout(60, TimeUnit.SECONDS).exceptionally(late -> {
            process.destroyForcibly();
            return null;
        });
        String line = readLine();
        while (!line.startsWith("= ")) { // some clients talk on standard output
            if (line.startsWith("! ")) {
                failures.accept(line.substring(2));
            }
            line = readLine();
        }
        watch.complete(null);
        Map<String, Double> numbers = new HashMap<>();
        for (String number : line.substring(2).strip().split(" ", 0)) {
            int equals = number.indexOf('=');
            if (equals < 0) {
                throw new IOException("failed");
            }
            numbers.put(number.substring(0, equals), Double.valueOf(number.substring(equals + 1)));
        }
        return numbers;
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } catch (IOException e) {
            // it has ended by itself
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
