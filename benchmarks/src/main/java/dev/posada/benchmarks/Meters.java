// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What this process has used so far. */
final class Meters {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final Path TASKS = Path.of("/proc/self/task");

    /** What threads that read an answer had used when they were last seen: once they have ended, nobody else can tell. */
    private static final Map<Thread, Used> SEEN = new ConcurrentHashMap<>();

    private Meters() {}

    private record Used(long cpuNanos, long bytes) {}

    /** Notes what the current thread has used; to be called where an answer is nearly at its end. */
    static void see() {
        Thread thread = Thread.currentThread();
        SEEN.put(thread, new Used(THREADS.getCurrentThreadCpuTime(), THREADS.getThreadAllocatedBytes(thread.getId())));
    }

    private static long sumOfEnded(ToLongFunction<Used> number) {
        return SEEN.entrySet().stream()
                .filter(seen -> !seen.getKey().isAlive())
                .mapToLong(seen -> number.applyAsLong(seen.getValue()))
                .sum();
    }

    /** CPU time of the whole process, in steps of 10 ms. */
    static long coarseCpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** CPU time of all threads that live, those of the JVM included, and of those seen. */
    static long cpuNanos() {
        if (!Files.exists(TASKS)) {
            return SYSTEM.getProcessCpuTime();
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.mapToLong(Meters::cpuNanosOf).sum() + sumOfEnded(Used::cpuNanos);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long cpuNanosOf(Path task) {
        try {
            return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", -1)[0]);
        } catch (IOException e) {
            return 0; // the thread has just ended
        }
    }

    /** Bytes allocated by the threads that live, and by those seen. */
    static long allocatedBytes() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(bytes, 0);
        }
        return sum + sumOfEnded(Used::bytes);
    }

    static int peakThreads() {
        return THREADS.getPeakThreadCount();
    }

    /** The most memory that the process ever had, in MB; zero where the system does not tell. */
    static double peakMegabytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
