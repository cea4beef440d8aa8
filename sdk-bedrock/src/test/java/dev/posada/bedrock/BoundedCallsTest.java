// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedCallsTest {
    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    private List<Supplier<CompletableFuture<String>>> calls(int count) {
        return IntStream.range(0, count)
                .<Supplier<CompletableFuture<String>>>mapToObj(i -> () -> {
                    CompletableFuture<String> call = new CompletableFuture<>();
                    begun.add(call);
                    return call;
                })
                .toList();
    }

    @Test
    void keepsTheOrderOfTheCallsAndBeginsAnotherWhenOneEnds() {
        CompletableFuture<List<String>> outcome = BoundedCalls.start(calls(3), 2);

        assertThat(begun).hasSize(2);
        begun.get(1).complete("b");
        assertThat(begun).hasSize(3);
        begun.get(2).complete("c");
        assertThat(outcome).isNotDone();
        begun.get(0).complete("a");
        assertThat(outcome).isCompletedWithValue(List.of("a", "b", "c"));
    }

    @Test
    void cancelsWhatRunsAndBeginsNoMoreAtTheFirstFailure() {
        CompletableFuture<List<String>> outcome = BoundedCalls.start(calls(5), 2);

        begun.get(1).completeExceptionally(new IllegalStateException("first"));

        assertThat(outcome).isCompletedExceptionally();
        assertThat(begun).hasSize(2);
        assertThat(begun.get(0)).isCancelled();
    }

    @Test
    void cancelsTheCallsWithTheOutcome() {
        CompletableFuture<List<String>> outcome = BoundedCalls.start(calls(5), 3);

        outcome.cancel(true);

        assertThat(begun).hasSize(3).allSatisfy(call -> assertThat(call).isCancelled());
    }

    @Test
    void failsWhenACallCanNotBegin() {
        CompletableFuture<List<String>> outcome = BoundedCalls.start(
                List.of(() -> {
                    throw new IllegalStateException("no credentials");
                }),
                4);

        assertThat(outcome).isCompletedExceptionally();
    }

    @Test
    void endsAtOnceWithoutCalls() {
        assertThat(BoundedCalls.<String>start(List.of(), 4)).isCompletedWithValue(List.of());
    }
}
