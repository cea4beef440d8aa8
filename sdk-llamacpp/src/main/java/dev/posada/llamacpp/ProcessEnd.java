// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends a process: first by asking, then by force. */
final class ProcessEnd {
    private ProcessEnd() {}

    /**
     * Ends a process and those it has started, and waits until it has gone. An interrupt ends the patience, not the work; it is
     * kept for the caller.
     *
     * @param grace how long to wait before using force
     */
    static void end(Process process, Duration grace) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!hasEnded(process, grace)) {
            kill(process.toHandle(), grace);
        }
        // A router that was killed can't end the servers that it has started for its models.
        children.forEach(child -> kill(child, grace));
    }

    /** Waits even in a thread that is interrupted: force works at once, and whoever returns from here counts on it. */
    private static void kill(ProcessHandle process, Duration limit) {
        process.destroyForcibly();
        process.onExit()
                .completeOnTimeout(process, limit.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    private static boolean hasEnded(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
