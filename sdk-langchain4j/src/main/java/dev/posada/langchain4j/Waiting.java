// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.posada.ErrorDetails;
import dev.posada.spi.Call;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Waits for a model that blocks, in such a way that Posada's time limits and cancelling hold. */
final class Waiting {
    private Waiting() {}

    /**
     * Runs the action in another thread and waits for it. If the call ends from outside, that thread is interrupted and left
     * to itself.
     */
    static <T> T forResult(Callable<T> action, Call call, Executor executor, ErrorDetails where) {
        FutureTask<T> task = new FutureTask<>(action);
        call.onCancel(() -> task.cancel(true));
        executor.execute(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw Failures.toPosada(e, where);
        } catch (CancellationException e) {
            call.ensureRunning();
            throw Failures.toPosada(e, where);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            call.ensureRunning();
            throw Failures.toPosada(e, where);
        }
    }
}
