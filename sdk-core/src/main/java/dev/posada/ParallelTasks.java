// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Runs tasks side by side, not more than so many at once, and waits for them. The first failure ends it: what has not begun
 * is left out and what still runs is interrupted. Used once, by one thread.
 */
final class ParallelTasks<T> {
    private final List<FutureTask<T>> tasks;
    private final BlockingQueue<FutureTask<T>> ended = new LinkedBlockingQueue<>();

    ParallelTasks(List<Supplier<T>> work) {
        tasks = work.stream().map(this::task).toList();
    }

    private FutureTask<T> task(Supplier<T> work) {
        return new FutureTask<>(work::get) {
            @Override
            protected void done() {
                ended.add(this);
            }
        };
    }

    /**
     * Runs all tasks.
     *
     * @return their results, in the order of the tasks
     * @throws InterruptedException if this thread is interrupted before they have ended
     */
    List<T> run(Executor executor, int atOnce) throws InterruptedException {
        List<T> results = new ArrayList<>();
        int begun = 0;
        int seen = 0;
        try {
            while (seen < tasks.size()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                boolean mayBegin = begun < tasks.size() && begun - seen < atOnce;
                // Looks before it begins another: with an executor that runs them in this thread one may have failed.
                FutureTask<T> task = mayBegin ? ended.poll() : ended.take();
                if (task == null) {
                    executor.execute(tasks.get(begun++));
                } else {
                    seen++;
                    result(task);
                }
            }
            for (FutureTask<T> task : tasks) {
                results.add(result(task));
            }
            return results;
        } finally {
            tasks.forEach(task -> task.cancel(true));
        }
    }

    private static <T> T result(FutureTask<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }
}
