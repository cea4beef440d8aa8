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

/** A JVM that was started to serve or to be measured; it ends when its standard input is closed. */
final class ChildProcess implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:-UsePerfData");

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
            throw new IOException("A process ended before it was told to: " + process.info());
        }
        return line;
    }

    /** Asks for a round and gives its numbers. */
    Map<String, Double> measure(Measure measure, int count) throws IOException {
        in.write(measure + " " + count + "\n");
        in.flush();
        String line = readLine();
        while (!line.startsWith("= ")) { // some clients talk on standard output
            line = readLine();
        }
        Map<String, Double> numbers = new HashMap<>();
        for (String number : line.substring(2).split(" ", -1)) {
            int equals = number.indexOf('=');
            numbers.put(number.substring(0, equals), Double.valueOf(number.substring(equals + 1)));
        }
        return numbers;
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
