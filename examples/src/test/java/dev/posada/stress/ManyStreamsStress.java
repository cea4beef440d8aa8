// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Hundreds of streams at a time over all wires, from servers that misbehave at random, though in the same way each time. Not
 * part of the normal run; CONTRIBUTING.md has the command.
 */
@Timeout(300)
class ManyStreamsStress {
    private static final int AT_A_TIME = 512;

    /** What a JVM grows by of itself: profiles of its compiler, caches of its classes. */
    private static final long GROWTH = 10 << 20;

    /** Loads the classes, and starts the threads that stay for the life of the JVM, its own for virtual threads too. */
    @BeforeAll
    static void warmUp() throws ReflectiveOperationException {
        boolean hasVirtual = Runtime.version().feature() >= 21;
        Run.of(hasVirtual ? virtualThreads() : Executors.newFixedThreadPool(64), 64, 2_000);
    }

    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @Test
    void endsEachStreamOnceOnPlatformThreads() {
        Run run = Run.of(Executors.newFixedThreadPool(AT_A_TIME), AT_A_TIME, 20 * AT_A_TIME);

        report("512 streams at a time on platform threads", run);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void endsEachStreamOnceOnVirtualThreads() throws ReflectiveOperationException {
        Run run = Run.of(virtualThreads(), AT_A_TIME, 20 * AT_A_TIME);

        report("512 streams at a time on virtual threads", run);
    }

    @Test
    void leavesNothingBehindAfterAHundredThousandCalls() {
        Run run = Run.of(Executors.newFixedThreadPool(64), 64, 100_000);

        report("100,000 calls, 64 at a time", run);
    }

    private static void report(String title, Run run) {
        System.out.printf("JDK %d, %s: %s%n", Runtime.version().feature(), title, run);

        assertThat(run.ends()).isEqualTo(run.expected());
        assertThat(run.connections().after()).isZero();
        assertThat(run.threads().after())
                .hasSizeLessThanOrEqualTo(run.threads().before().size());
        assertThat(run.heap().after() - run.heap().before()).isLessThan(GROWTH);
    }
}
