// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.stress;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the JVM holds: threads besides those of the servers, and memory. */
final class Leftovers implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicInteger peak = new AtomicInteger();
    private final Thread sampler = new Thread(this::sample, "stress-sampler");

    Leftovers() {
        sampler.setDaemon(true);
        sampler.start();
    }

    /** The names of the threads that are not the servers'. Virtual threads are not among them. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.equals("misbehaving-server") && !name.startsWith("stress-"))
                .sorted()
                .toList();
    }

    /** What is in use after the garbage is collected. */
    static long heapBytes() {
        System.gc();
        LockSupport.parkNanos(SECOND / 10);
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Collects garbage until something holds, for a minute at most. */
    static boolean become(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > 60 * SECOND) {
                return false;
            }
            System.gc();
            LockSupport.parkNanos(SECOND / 5);
        }
        return true;
    }

    /** The most threads at a time so far that are not the servers'. */
    int peak() {
        return peak.get();
    }

    private void sample() {
        while (!Thread.currentThread().isInterrupted()) {
            peak.accumulateAndGet(threads().size(), Math::max);
            LockSupport.parkNanos(SECOND / 5);
        }
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}
