// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where Posada's time goes while it reads long streams, sampled by the JVM's own flight recorder and printed as Markdown. What
 * the JDK does counts for who called it, since nobody reads a socket or compares bytes without it.
 */
public final class Profile {
    private static final long WARM_UP_SECONDS = 10;
    private static final long SECONDS = 12;
    private static final int METHODS = 12;
    private static final List<String> SAMPLES = List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
    private static final String SOCKET = "reading the socket, in the kernel";

    private final Map<String, Integer> owners = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private int samples;

    private Profile() {}

    /**
     * Profiles one wire.
     *
     * @param args the wire: ollama, openai or bedrock
     */
    public static void main(String[] args) throws IOException {
        Wire wire = Wire.valueOf(args[0].toUpperCase(Locale.ROOT));
        Path file = Files.createTempFile("posada", ".jfr");
        try (ChildProcess server = ChildProcess.start(Entry.harness(), StandIn.class.getName())) {
            Round round = new Round(new PosadaContestant(), wire, Integer.parseInt(server.readLine()));
            read(round, WARM_UP_SECONDS);
            try (Recording recording = new Recording()) {
                SAMPLES.forEach(kind -> recording.enable(kind).withPeriod(Duration.ofMillis(10)));
                recording.start();
                read(round, SECONDS);
                recording.stop();
                recording.dump(file);
            }
            Profile profile = new Profile();
            profile.add(file);
            System.out.println(profile.markdown(wire));
        } finally {
            Files.delete(file);
        }
        System.exit(0); // some clients keep threads that would go on for a minute
    }

    private static void read(Round round, long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            round.run(Measure.TOKENS, 5);
        }
    }

    private void add(Path file) throws IOException {
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getStackTrace() != null
                    && !event.getStackTrace().getFrames().isEmpty()) {
                add(event.getEventType().getName(), event.getStackTrace().getFrames());
            }
        }
    }

    private void add(String kind, List<RecordedFrame> frames) {
        String top = type(frames.get(0));
        boolean isNative = kind.equals("jdk.NativeMethodSample");
        if (isNative && !top.contains("Socket") && !top.startsWith("sun.nio.ch.")) {
            return; // a thread that waits for work
        }
        String caller = frames.stream()
                .map(Profile::type)
                .filter(type ->
                        !type.startsWith("java.") && !type.startsWith("jdk.internal.") && !type.startsWith("sun."))
                .findFirst()
                .orElse(top);
        samples++;
        owners.merge(isNative ? SOCKET : owner(caller), 1, Integer::sum);
        methods.merge(
                isNative
                        ? SOCKET
                        : "`" + simpleName(top) + "."
                                + frames.get(0).getMethod().getName() + "`",
                1,
                Integer::sum);
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String owner(String type) {
        if (type.startsWith("okhttp3.") || type.startsWith("okio.") || type.startsWith("kotlin.")) {
            return "OkHttp and Okio";
        }
        if (type.startsWith("software.amazon.")) {
            return "AWS SDK";
        }
        if (type.startsWith("dev.posada.benchmarks.")) {
            return "who reads the words";
        }
        return type.startsWith("dev.posada.") ? "Posada" : "the JDK by itself";
    }

    private String markdown(Wire wire) {
        return "### Profile: " + wire.title() + "\n\n" + table("Who", owners, Integer.MAX_VALUE) + "\n"
                + table("Method, by itself", methods, METHODS);
    }

    private String table(String title, Map<String, Integer> counts, int most) {
        StringBuilder text = new StringBuilder("| " + title + " | Share |\n|---|---|\n");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .forEach(each -> text.append("| ")
                        .append(each.getKey())
                        .append(" | ")
                        .append(Math.round(100.0 * each.getValue() / samples))
                        .append(" % |\n"));
        return text.toString();
    }
}
