// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import dev.posada.benchmarks.Contestant.Client;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One round of a measure with one contestant, inside its own JVM. */
final class Round {
    private static final String QUESTION = "Why is the sky blue?";
    private static final int PROMPT_BYTES = 8 * 1024 * 1024;

    private final Contestant contestant;
    private final Wire wire;
    private final int port;
    private final Map<Scenario, Client> clients = new LinkedHashMap<>();

    Round(Contestant contestant, Wire wire, int port) {
        this.contestant = contestant;
        this.wire = wire;
        this.port = port;
    }

    private Client client(Scenario scenario) {
        return clients.computeIfAbsent(scenario, key -> contestant.open(wire, key.url(port)));
    }

    /** Does it so often, or with so many streams, and gives the numbers by name. */
    Map<String, Double> run(Measure measure, int count) {
        return switch (measure) {
            case CHAT -> chat(count);
            case TOKENS -> tokens(Scenario.LONG, count);
            case UNIQUE -> tokens(Scenario.UNIQUE, count);
            case FIRST -> first(count);
            case CONCURRENT -> concurrent(count);
            case CANCEL -> cancel(count);
            case PROMPT -> prompt(count);
            case JARS, COLD -> throw new IllegalArgumentException(measure + " is not measured in a running JVM.");
        };
    }

    private Map<String, Double> chat(int count) {
        Client client = client(Scenario.SHORT);
        long[] nanos = new long[count];
        long cpu = Meters.cpuNanos();
        long bytes = Meters.allocatedBytes();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            require(!client.chat(QUESTION).isEmpty());
            nanos[i] = System.nanoTime() - start;
        }
        bytes = Meters.allocatedBytes() - bytes;
        cpu = Meters.cpuNanos() - cpu;
        return Map.of(
                "p50us", percentile(nanos, 50) / 1e3,
                "p99us", percentile(nanos, 99) / 1e3,
                "kib", bytes / 1024.0 / count,
                "cpuus", cpu / 1e3 / count);
    }

    private Map<String, Double> tokens(Scenario scenario, int streams) {
        Client client = client(scenario);
        long[] taken = new long[1];
        long cpu = Meters.cpuNanos();
        long bytes = Meters.allocatedBytes();
        for (int i = 0; i < streams; i++) {
            client.stream(QUESTION, words -> {
                if (++taken[0] % scenario.tokens() == 0) {
                    Meters.see();
                }
                return true;
            });
        }
        bytes = Meters.allocatedBytes() - bytes;
        cpu = Meters.cpuNanos() - cpu;
        long tokens = (long) streams * scenario.tokens();
        require(taken[0] == tokens);
        return Map.of("cpuns", cpu / (double) tokens, "bytes", bytes / (double) tokens);
    }

    private Map<String, Double> first(int count) {
        Client client = client(Scenario.SHORT);
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long[] arrived = new long[1];
            long start = System.nanoTime();
            client.stream(QUESTION, words -> {
                if (arrived[0] == 0) {
                    arrived[0] = System.nanoTime();
                }
                return true;
            });
            nanos[i] = arrived[0] - start;
        }
        return Map.of("p50us", percentile(nanos, 50) / 1e3, "p99us", percentile(nanos, 99) / 1e3);
    }

    private Map<String, Double> concurrent(int streams) {
        Client client = client(Scenario.PACED);
        client(Scenario.SHORT).stream(QUESTION, words -> true); // so that no class is loaded while time counts
        LongAdder tokens = new LongAdder();
        AtomicInteger errors = new AtomicInteger();
        AtomicReference<@Nullable RuntimeException> firstFailure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(streams);
        long cpu = Meters.coarseCpuNanos(); // since threads end that nobody has seen
        long start = System.nanoTime();
        for (int i = 0; i < streams; i++) {
            Thread thread = new Thread(() -> {
                try {
                    client.stream(QUESTION, words -> {
                        tokens.increment();
                        return true;
                    });
                } catch (RuntimeException e) {
                    errors.incrementAndGet();
                    firstFailure.compareAndSet(null, e);
                } finally {
                    done.countDown();
                }
            });
            thread.start();
        }
        awaitQuietly(done);
        double millis = (System.nanoTime() - start) / 1e6;
        cpu = Meters.coarseCpuNanos() - cpu;
        boolean lost = tokens.sum() != (long) streams * Scenario.PACED.tokens();
        if (firstFailure.get() != null) {
            System.out.println("! " + firstFailure.get());
        } else if (lost) {
            System.out.println("! tokens were lost: there are " + tokens.sum());
        }
        return Map.of(
                "ideal",
                Scenario.PACED.idealMillis() / millis,
                "errors",
                (double) Math.max(errors.get(), lost ? 1 : 0),
                "threads",
                (double) Meters.peakThreads(),
                "mb",
                Meters.peakMegabytes(),
                "cpums",
                cpu / 1e6);
    }

    private static void awaitQuietly(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The clocks of two processes agree, since Linux and macOS count nanoTime from the same moment for all. */
    private Map<String, Double> cancel(int count) {
        Client client = client(Scenario.ENDLESS);
        long[] nanos = new long[count];
        int never = 0;
        for (int i = 0; i < count; i++) {
            long[] left = new long[1];
            String visit = Long.toString(System.nanoTime(), 36) + "x" + contestant.hashCode();
            client.stream(QUESTION + " visit-" + visit, words -> {
                left[0] = System.nanoTime();
                return false;
            });
            long closed = closedAt(visit);
            nanos[i] = closed == 0 ? Long.MAX_VALUE : closed - left[0];
            never += closed == 0 ? 1 : 0;
        }
        return Map.of("p50ms", never > count / 2 ? Double.POSITIVE_INFINITY : percentile(nanos, 50) / 1e6);
    }

    private long closedAt(String visit) {
        URI question = URI.create("http://127.0.0.1:" + port + "/closed/" + visit);
        try (InputStream answer = question.toURL().openStream()) {
            return Long.parseLong(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Double> prompt(int count) {
        Client client = client(Scenario.SHORT);
        String prompt = "word ".repeat(PROMPT_BYTES / 5);
        long[] nanos = new long[count];
        long bytes = Meters.allocatedBytes();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            require(!client.chat(prompt).isEmpty());
            nanos[i] = System.nanoTime() - start;
        }
        bytes = Meters.allocatedBytes() - bytes;
        return Map.of("p50ms", percentile(nanos, 50) / 1e6, "mib", bytes / 1024.0 / 1024.0 / count);
    }

    private static double percentile(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static void require(boolean expected) {
        if (!expected) {
            throw new IllegalStateException("The answer is not the one that the stand-in sent.");
        }
    }
}
