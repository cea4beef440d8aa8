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
import java.util.concurrent.CopyOnWriteArrayList;
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

    /** Where the JDK has none, as before 21, threads of the usual kind take their place. */
    @Test
    default void manyVirtualThreadsAreAnsweredAtOnce() throws InterruptedException {
        stage().serve(Script.answer().text("Hello").text(" there").finish());
        String expected = stage().chat().text();
        List<String> answers = new CopyOnWriteArrayList<>();

        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            threads.add(startVirtual(() -> answers.add(stage().chat().text())));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(32).containsOnly(expected);
    }

    @Test
    @Needs(Feature.SERVER)
    default void anInterruptWakesAVirtualThreadToo() throws InterruptedException {
        stage().serve(Script.answer().text("Half").stall());
        List<Object> seen = new CopyOnWriteArrayList<>();
        Thread reader = startVirtual(() -> {
            seen.add(catchThrowable(stage()::chat));
            seen.add(Thread.currentThread().isInterrupted());
        });
        stage().server().awaitQuestion();

        reader.interrupt();
        reader.join();

        assertThat(seen.get(0)).isInstanceOf(CancelledException.class);
        assertThat(seen.get(1)).isEqualTo(true);
    }

    private static Thread startVirtual(Runnable task) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (NoSuchMethodException e) {
            Thread thread = new Thread(task);
            thread.start();
            return thread;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no virtual thread could be started", e);
        }
    }

    @Test
    default void aCallInTheBackgroundGivesTheSameAnswer() {
        stage().serve(Script.answer().text("Hello").text(" there").finish());

        ChatResponse response =
                stage().model().chatAsync(stage().request().build()).join();

        assertThat(response.text()).isEqualTo(stage().chat().text());
    }
}
