// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ToolLoopThreadsTest {
    private static final ChatRequest QUESTION = ChatRequest.of("Do I need a coat in Cusco?");

    private final ScriptedModel model = new ScriptedModel();

    record City(String city) {}

    private static Tool weather(Function<City, Object> function) {
        return Tool.of("get_weather", "Current weather", City.class, function);
    }

    private static Content.ToolCall call(String id, String city) {
        return new Content.ToolCall(id, "get_weather", "{\"city\":\"" + city + "\"}");
    }

    private static Message.ToolResult result(String id, String text) {
        return Message.toolResult(call(id, ""), text);
    }

    @AfterEach
    void everyAnswerOfTheModelIsLetGo() {
        assertThat(model.transport().closed).hasValue(model.transport().opened.get());
    }

    @Nested
    class Parallel {
        @Test
        void callsRunSideBySideAndAnswerInOrder() throws Exception {
            CyclicBarrier all = new CyclicBarrier(3);
            CountDownLatch lastIsDone = new CountDownLatch(1);
            model.calls(call("1", "A"), call("2", "B"), call("3", "C")).says("Yes.");
            Tool meeting = weather(city -> {
                meet(all);
                if (city.city().equals("C")) {
                    lastIsDone.countDown();
                } else {
                    await(lastIsDone);
                }
                return city.city();
            });

            ToolLoop.of(model, meeting).run(QUESTION);

            assertThat(model.questions().get(1).messages().subList(2, 5))
                    .containsExactly(result("1", "A"), result("2", "B"), result("3", "C"));
        }

        @Test
        void callsAreNoMoreThanAllowed() {
            AtomicInteger now = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CyclicBarrier pair = new CyclicBarrier(2);
            Content.ToolCall[] calls = new Content.ToolCall[6];
            for (int i = 0; i < calls.length; i++) {
                calls[i] = call("" + i, "Cusco");
            }
            model.calls(calls).says("Yes.");
            Tool counting = weather(city -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                meet(pair);
                now.decrementAndGet();
                return "ok";
            });

            ToolLoop.of(model, counting).maxParallel(2).run(QUESTION);

            assertThat(most).hasValue(2);
        }

        @Test
        void callsOneAtATimeDoNotOverlap() {
            AtomicInteger now = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            model.calls(call("1", "A"), call("2", "B"), call("3", "C")).says("Yes.");
            Tool counting = weather(city -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                return now.decrementAndGet();
            });

            ToolLoop.of(model, counting).maxParallel(1).run(QUESTION);

            assertThat(most).hasValue(1);
        }

        @Test
        void callsMayRunInTheThreadOfTheLoop() {
            List<Thread> threads = new ArrayList<>();
            model.calls(call("1", "A"), call("2", "B")).says("Yes.");
            Tool tool = weather(city -> threads.add(Thread.currentThread()));

            ToolLoop.of(model, tool).executor(Runnable::run).run(QUESTION);

            assertThat(threads).containsExactly(Thread.currentThread(), Thread.currentThread());
        }

        @Test
        void callsInTheThreadOfTheLoopEndWithTheFirstThatFails() {
            List<String> cities = new ArrayList<>();
            model.calls(call("1", "A"), call("2", "B"));
            Tool broken = weather(city -> {
                cities.add(city.city());
                throw new IllegalStateException("no network");
            });

            assertThatThrownBy(() ->
                            ToolLoop.of(model, broken).executor(Runnable::run).run(QUESTION))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(cities).containsExactly("A");
        }

        @Test
        void callsThatTheExecutorRefusesEndTheLoop() {
            model.calls(call("1", "A"));

            assertThatThrownBy(() -> ToolLoop.of(model, weather(City::city))
                            .executor(task -> {
                                throw new RejectedExecutionException("shut down");
                            })
                            .run(QUESTION))
                    .isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Nested
    class AnInterrupt {
        @Test
        void whileToolsRunReachesThemAndEndsTheLoop() {
            CountDownLatch running = new CountDownLatch(2);
            CountDownLatch interrupted = new CountDownLatch(2);
            model.calls(call("1", "A"), call("2", "B"));
            Tool slow = weather(city -> {
                running.countDown();
                return untilInterrupted(interrupted);
            });
            CompletableFuture<Boolean> flagKept = new CompletableFuture<>();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread loop = new Thread(() -> {
                failure.set(catchThrowableOfType(
                        CancelledException.class, () -> ToolLoop.of(model, slow).run(QUESTION)));
                flagKept.complete(Thread.currentThread().isInterrupted());
            });
            loop.start();
            await(running);

            loop.interrupt();

            assertThat(flagKept.join()).isTrue();
            assertThat(failure.get()).hasMessageContaining("waited for tools: [get_weather, get_weather]");
            await(interrupted);
        }

        @Test
        void endsTheLoopThoughToolsDoNotListen() {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            model.calls(call("1", "A"));
            Tool deaf = weather(city -> {
                running.countDown();
                awaitDeaf(release);
                return "late";
            });
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread loop = new Thread(() -> failure.complete(catchThrowableOfType(
                    CancelledException.class, () -> ToolLoop.of(model, deaf).run(QUESTION))));
            loop.start();
            await(running);

            loop.interrupt();

            assertThat(failure.join()).isNotNull();
            release.countDown();
        }

        @Test
        void startsNoToolIfItCameBefore() {
            AtomicInteger runs = new AtomicInteger();
            model.calls(call("1", "A"), call("2", "B"));
            Tool interrupting = weather(city -> {
                runs.incrementAndGet();
                Thread.currentThread().interrupt();
                return "ok";
            });

            assertThatThrownBy(() -> ToolLoop.of(model, interrupting)
                            .executor(Runnable::run)
                            .run(QUESTION))
                    .isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(runs).hasValue(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Comes back with the latch alone, as a tool does that swallows interrupts. */
    private static void awaitDeaf(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String untilInterrupted(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw new IllegalStateException(e);
        }
    }
}
