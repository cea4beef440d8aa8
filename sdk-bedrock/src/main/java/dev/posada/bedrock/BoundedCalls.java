// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs calls side by side, not more than so many at once, without a thread that waits for them. The first failure ends it:
 * what has not begun is left out, and what still runs is cancelled. So does cancelling {@link #outcome}. Used once.
 *
 * @param <T> what a call answers
 */
final class BoundedCalls<T> {
    private final List<Supplier<CompletableFuture<T>>> calls;
    private final AtomicReferenceArray<T> results;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger missing;
    private final Map<Integer, CompletableFuture<T>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<List<T>> outcome = new CompletableFuture<>();

    private BoundedCalls(List<Supplier<CompletableFuture<T>>> calls) {
        this.calls = calls;
        this.missing = new AtomicInteger(calls.size());
        this.results = new AtomicReferenceArray<>(calls.size());
    }

    /**
     * Begins the calls.
     *
     * @return their results, in the order of the calls; cancelling it cancels them
     */
    static <T> CompletableFuture<List<T>> start(List<Supplier<CompletableFuture<T>>> calls, int atOnce) {
        BoundedCalls<T> bounded = new BoundedCalls<>(calls);
        Completion.of(
                bounded.outcome, (all, failure) -> bounded.running.values().forEach(call -> call.cancel(true)));
        if (calls.isEmpty()) {
            bounded.outcome.complete(List.of());
        }
        for (int i = 0; i < atOnce; i++) {
            bounded.beginNext();
        }
        return bounded.outcome;
    }

    private void beginNext() {
        int index = outcome.isDone() ? calls.size() : begun.getAndIncrement();
        if (index >= calls.size()) {
            return;
        }
        CompletableFuture<T> call = begin(index);
        running.put(index, call);
        Completion.of(call, (result, failure) -> {
            running.remove(index);
            if (failure != null) {
                outcome.completeExceptionally(failure);
            } else {
                ended(index, result);
            }
        });
        if (outcome.isDone()) {
            call.cancel(true);
        }
    }

    private CompletableFuture<T> begin(int index) {
        try {
            return calls.get(index).get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void ended(int index, T result) {
        results.set(index, result);
        if (missing.decrementAndGet() == 0) {
            outcome.complete(
                    IntStream.range(0, results.length()).mapToObj(results::get).toList());
        } else {
            beginNext();
        }
    }
}
