// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and its like: stops what runs, lets the command end in order, and leaves with exit code 130. Thread-safe.
 *
 * <p>A shutdown hook sees them all (SIGINT, SIGTERM, SIGHUP, the closing window on Windows) without a signal API that Java
 * does not officially have.
 */
final class Interruption {
    private static final int EXIT_CODE = ExitCode.CANCELLED.number();

    /** How long the command may take to say goodbye. */
    private static final long SECONDS_TO_END = 2;

    private final Thread commandThread;
    private final AtomicReference<@Nullable Runnable> running = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean ending;
    private volatile @Nullable Runnable cleanUp;

    private Interruption(Thread commandThread) {
        this.commandThread = commandThread;
    }

    /** For the command that the calling thread runs. */
    static Interruption ofThisProcess() {
        Interruption interruption = ofThisThread();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::endProcess, "posada-interruption"));
        return interruption;
    }

    /** The same without listening to signals. */
    static Interruption ofThisThread() {
        return new Interruption(Thread.currentThread());
    }

    /**
     * Does something that can be stopped.
     *
     * @param cancel makes the work end soon; called by another thread
     */
    <T> T during(Supplier<T> work, Runnable cancel) {
        running.set(cancel);
        if (ending) {
            cancel.run(); // the signal came while nothing ran
        }
        try {
            return work.get();
        } finally {
            running.set(null);
        }
    }

    /** Says what must happen before the process may end, such as giving the terminal back. */
    void beforeEnd(Runnable action) {
        cleanUp = action;
    }

    /** Stops what runs. Any thread. */
    boolean stop() {
        Runnable cancel = running.get();
        if (cancel == null) {
            return false;
        }
        cancel.run();
        return true;
    }

    /** The command is over; a JVM that shuts down from here on has no reason to wait. */
    void commandEnded() {
        ended.countDown();
    }

    private void endProcess() {
        if (ended.getCount() == 0) {
            return;
        }
        beginEnd();
        awaitEnd();
        Runnable action = cleanUp;
        if (action != null) {
            action.run();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    void beginEnd() {
        ending = true;
        stop();
        commandThread.interrupt();
    }

    /** A command that is stuck where no interrupt reaches it ends with the process. */
    private boolean awaitEnd() {
        try {
            return ended.await(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
