// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.posada.CancelledException;
import dev.posada.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Guarantee 13. */
@Guarantee(13)
interface ThreadsAtHome extends OnStage {
    @Test
    default void anInterruptedThreadGetsACancelledCallAndKeepsItsFlag() {
        stage().serve(Script.answer("Hello"));
        stage().host();

        Thread.currentThread().interrupt();
        Throwable failure = catchThrowable(stage()::chat);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(CancelledException.class);
    }

    @Test
    @Needs(Feature.SERVER)
    default void anInterruptWakesAThreadThatWaitsForWords() throws InterruptedException {
        stage().serve(Script.answer().text("Half").stall());
        List<Object> seen = new ArrayList<>();
        Thread reader = new Thread(() -> {
            seen.add(catchThrowable(stage()::chat));
            seen.add(Thread.currentThread().isInterrupted());
        });
        reader.start();
        stage().server().awaitQuestion();

        reader.interrupt();
        reader.join();

        assertThat(seen.get(0)).isInstanceOf(CancelledException.class);
        assertThat(seen.get(1)).isEqualTo(true);
    }

    @Test
    default void oneModelAnswersManyThreadsAtOnce() {
        stage().serve(Script.answer().text("Hello").text(" there").finish());
        stage().host();

        List<CompletableFuture<ChatResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(CompletableFuture.supplyAsync(stage()::chat));
        }

        assertThat(answers)
                .extracting(CompletableFuture::join)
                .extracting(ChatResponse::text)
                .hasSize(8)
                .containsOnly(answers.get(0).join().text());
    }

    @Test
    default void aCallInTheBackgroundGivesTheSameAnswer() {
        stage().serve(Script.answer().text("Hello").text(" there").finish());

        ChatResponse response =
                stage().model().chatAsync(stage().request().build()).join();

        assertThat(response.text()).isEqualTo(stage().chat().text());
    }
}
