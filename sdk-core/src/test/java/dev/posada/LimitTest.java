// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static dev.posada.FakeTransport.does;
import static dev.posada.FakeTransport.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.TimeoutException.Phase;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimitTest {
    private final StoppedTime time = new StoppedTime();
    private final FakeModel inner = new FakeModel("tiny", time);

    private Limit limit(int calls) {
        return Limit.concurrent(calls).time(time);
    }

    private static ChatStream begun(ChatModel model) {
        ChatStream stream = model.stream("Who?");
        stream.iterator().next();
        return stream;
    }

    /** Asks in a thread of its own and waits until the call waits in line. */
    private CompletableFuture<Object> askInLine(ChatStream stream) {
        int before = time.waiting.get();
        CompletableFuture<Object> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> end.complete(endOf(stream)), "asker");
        thread.start();
        Waiting.until(() -> time.waiting.get() == before + 1);
        return end;
    }

    private static Object endOf(ChatStream stream) {
        try (stream) {
            return stream.response().text();
        } catch (RuntimeException e) {
            return e;
        }
    }

    @Nested
    class OfCallsAtOnce {
        @Test
        void letsACallThroughWhenAnotherHasEnded() {
            inner.says("first").says("second");
            ChatModel model = limit(1).over(inner);
            ChatStream first = begun(model);
            CompletableFuture<Object> second = askInLine(model.stream("Who?"));
            assertThat(inner.asked()).isEqualTo(1);

            assertThat(first.response().text()).isEqualTo("first");

            assertThat(second.join()).isEqualTo("second");
        }

        @Test
        void aStreamThatIsClosedEarlyOrFailsGivesItsPlaceBack() {
            inner.says("left").fails(FakeModel.refused()).says("third");
            ChatModel model = limit(1).over(inner);

            begun(model).close();
            assertThatThrownBy(() -> model.chat("Who?")).isInstanceOf(HostUnavailableException.class);

            assertThat(model.chat("Who?").text()).isEqualTo("third");
        }

        @Test
        void aStreamThatNobodyReadsTakesNoPlace() {
            inner.says("answer");
            ChatModel model = limit(1).over(inner);

            ChatStream unread = model.stream("Who?");

            assertThat(model.chat("Who?").text()).isEqualTo("answer");
            unread.close();
        }

        @Test
        void servesInTheOrderOfComing() {
            List<String> served = new CopyOnWriteArrayList<>();
            inner.says("x");
            for (int call = 0; call < 4; call++) {
                inner.plays(does(sink -> sink.text("a")), does(sink -> sink.finish(FinishReason.STOP, null)));
            }
            ChatModel model = limit(1).over(inner);
            ChatStream first = begun(model);
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (int call = 0; call < 4; call++) {
                String name = "call " + call;
                ends.add(askInLine(model.stream(name)).thenAccept(end -> served.add(name)));
            }

            first.close();

            ends.forEach(CompletableFuture::join);
            assertThat(inner.requests.stream()
                            .skip(1)
                            .map(each -> each.messages().get(0).text()))
                    .containsExactly("call 0", "call 1", "call 2", "call 3");
        }

        @Test
        void refusesACallAtOnceWhereTheLineIsFull() {
            inner.says("first");
            ChatModel model = limit(1).waiting(0, Duration.ofSeconds(5)).over(inner);
            ChatStream first = begun(model);

            assertThatThrownBy(() -> model.chat("Who?"))
                    .isInstanceOf(RateLimitException.class)
                    .hasMessageContaining("1 calls run and 0 wait");
            first.close();
        }

        @Test
        void waitsNoLongerThanItMay() {
            inner.says("first").says("later");
            ChatModel model = limit(1).waiting(10, Duration.ofSeconds(5)).over(inner);
            ChatStream first = begun(model);
            CompletableFuture<Object> second = askInLine(model.stream("Who?"));

            time.advance(Duration.ofSeconds(5));

            assertThat(second.join())
                    .isInstanceOfSatisfying(
                            TimeoutException.class,
                            failure -> assertThat(failure.phase()).isEqualTo(Phase.FIRST_TOKEN));
            assertThat(inner.asked()).isEqualTo(1);
            first.close();
            assertThat(model.chat("Who?").text()).as("it left the line").isEqualTo("later");
        }

        @Test
        void theWaitCountsAgainstTheTimeOfTheRequest() {
            inner.says("first").says("second");
            ChatModel model = limit(1).over(inner);
            ChatStream first = begun(model);
            Timeouts limits =
                    Timeouts.defaults().firstToken(Duration.ofSeconds(30)).total(Duration.ofSeconds(40));
            ChatRequest request =
                    ChatRequest.builder().user("Who?").timeouts(limits).build();
            CompletableFuture<Object> second = askInLine(model.stream(request));

            time.advance(Duration.ofSeconds(10));
            first.close();

            assertThat(second.join()).isEqualTo("second");
            assertThat(inner.requests.get(1).timeouts())
                    .contains(limits.firstToken(Duration.ofSeconds(20)).total(Duration.ofSeconds(30)));
        }

        @Test
        void aCallThatWaitsCanBeCancelled() {
            inner.says("first").says("third");
            ChatModel model = limit(1).over(inner);
            ChatStream first = begun(model);
            ChatStream waiting = model.stream("Who?");
            CompletableFuture<Object> second = askInLine(waiting);

            waiting.cancel();

            assertThat(second.join()).isInstanceOf(CancelledException.class);
            CompletableFuture<Object> third = askInLine(model.stream("Who?"));
            first.close();
            assertThat(third.join()).as("the place is not lost").isEqualTo("third");
        }

        @Test
        void aCancelledCallKeepsItsPlaceUntilItsReaderIsOut() {
            CountDownLatch letGo = new CountDownLatch(1);
            inner.plays((sink, connection) -> {
                inner.transport.silent.countDown();
                Waiting.until(() -> letGo.getCount() == 0); // as a transport that is slow to notice
            });
            inner.says("second");
            ChatModel model = limit(1).waiting(0, Duration.ZERO).over(inner);
            ChatStream slow = model.stream("Who?");
            CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> endOf(slow));
            Waiting.until(() -> inner.transport.silent.getCount() == 0);

            slow.cancel();

            assertThatThrownBy(() -> model.chat("Who?")).isInstanceOf(RateLimitException.class);
            letGo.countDown();
            assertThat(first.join()).isInstanceOf(CancelledException.class);
            assertThat(model.chat("Who?").text()).isEqualTo("second");
        }

        @Test
        void whatItRefusesNamesTheModelAndItsHost() {
            inner.says("first");
            ChatModel model = limit(1).waiting(0, Duration.ZERO).over(inner);
            ChatStream first = begun(model);

            assertThatThrownBy(() -> model.chat("Who?")).isInstanceOfSatisfying(RateLimitException.class, failure -> {
                assertThat(failure.model()).contains("tiny");
                assertThat(failure.host()).contains("test://tiny");
            });
            first.close();
        }

        @Test
        void mayWaitForEver() {
            inner.says("first").says("second");
            ChatModel model =
                    limit(1).waiting(1, ChronoUnit.FOREVER.getDuration()).over(inner);
            ChatStream first = begun(model);
            CompletableFuture<Object> second = askInLine(model.stream("Who?"));

            time.advance(Duration.ofDays(1));
            first.close();

            assertThat(second.join()).isEqualTo("second");
        }

        @Test
        void aCallThatWaitsCanBeInterrupted() throws Exception {
            inner.says("first");
            ChatModel model = limit(1).over(inner);
            ChatStream first = begun(model);
            AtomicReference<Object> end = new AtomicReference<>();
            Thread reader = new Thread(() -> {
                end.set(catchThrowableOfType(CancelledException.class, () -> model.chat("Who?")));
                first.close();
            });
            reader.start();
            Waiting.until(() -> time.waiting.get() == 1);

            reader.interrupt();
            reader.join();

            assertThat(end.get()).isNotNull();
        }

        @Test
        void modelsOfOneLimitShareIt() {
            inner.says("first");
            FakeEmbedder embedder = new FakeEmbedder("e");
            Limit limit = limit(1).waiting(0, Duration.ZERO);
            ChatStream first = begun(limit.over(inner));

            assertThatThrownBy(() -> limit.over(embedder).embed("text")).isInstanceOf(RateLimitException.class);

            first.close();
            assertThat(limit.over(embedder).embed("text").dimensions()).isEqualTo(1);
        }

        @Test
        void neverMoreThanItsNumberRunWhereverCancelsFall() throws Exception {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            int calls = 400;
            ChatModel model = Limit.concurrent(3).over(new CountingModel(inner, running, most));
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int call = 0; call < calls; call++) {
                    ChatStream stream = model.stream("Who?");
                    all.add(threads.submit(() -> endOf(stream)));
                    if (call % 3 == 0) {
                        int spins = ThreadLocalRandom.current().nextInt(2_000);
                        all.add(threads.submit(() -> {
                            for (int spin = 0; spin < spins; spin++) {
                                Thread.onSpinWait();
                            }
                            stream.cancel();
                        }));
                    }
                }
                for (Future<?> each : all) {
                    each.get();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(most.get()).isBetween(1, 3);
            List<ChatStream> after = new ArrayList<>();
            for (int call = 0; call < 3; call++) {
                after.add(begun(model)); // hangs where a place was lost
            }
            after.forEach(ChatStream::close);
        }
    }

    @Nested
    class OfRates {
        private final ManualTime clock = new ManualTime();
        private final FakeModel served = new FakeModel("tiny", clock);

        @Test
        void holdsRequestsBackUntilAMinuteHasPassedSinceTheOldest() {
            served.says("1").says("2").says("3").says("4");
            ChatModel model =
                    Limit.concurrent(9).requestsPerMinute(2).time(clock).over(served);
            model.chat("Who?");
            clock.advance(Duration.ofSeconds(20));
            model.chat("Who?");

            model.chat("Who?");
            model.chat("Who?");

            assertThat(clock.waits()).containsExactly(Duration.ofSeconds(40), Duration.ofSeconds(20));
        }

        @Test
        void refusesAtOnceAndSaysWhenThereWillBeRoom() {
            served.says("1");
            ChatModel model = Limit.concurrent(9)
                    .requestsPerMinute(1)
                    .waiting(10, Duration.ofSeconds(30))
                    .time(clock)
                    .over(served);
            model.chat("Who?");
            clock.advance(Duration.ofSeconds(10));

            RateLimitException refused = catchThrowableOfType(RateLimitException.class, () -> model.chat("Who?"));

            assertThat(refused.retryAfter()).contains(Duration.ofSeconds(50));
            assertThat(refused.isRetryable()).isTrue();
            assertThat(clock.waits()).isEmpty();
        }

        @Test
        void countsTheTokensThatTheHostReports() {
            served.says("15 tokens").says("15 tokens").says("15 tokens");
            ChatModel model =
                    Limit.concurrent(9).tokensPerMinute(30).time(clock).over(served);
            model.chat("Who?");
            clock.advance(Duration.ofSeconds(5));

            model.chat("Who?");
            model.chat("Who?");

            assertThat(clock.waits()).containsExactly(Duration.ofSeconds(55));
        }

        @Test
        void countsWhatACallMayCostBeforeItIsKnown() {
            served.says("15 tokens").says("15 tokens");
            ChatModel model =
                    Limit.concurrent(9).tokensPerMinute(110).time(clock).over(served);
            ChatRequest large =
                    ChatRequest.builder().user("Who?".repeat(20)).maxTokens(80).build();
            ChatStream running = model.stream(large);
            running.iterator().next();

            model.chat("x".repeat(44));

            assertThat(clock.waits()).containsExactly(Duration.ofMinutes(1));
            running.close();
        }

        @Test
        void letsACallThroughThatIsLargerThanTheLimitOnceNothingElseCounts() {
            served.says("1").says("2");
            ChatModel model =
                    Limit.concurrent(9).tokensPerMinute(20).time(clock).over(served);
            model.chat("Who?");

            model.chat("x".repeat(400));

            assertThat(clock.waits()).containsExactly(Duration.ofMinutes(1));
        }

        @Test
        void aCallThatFailedHasUsedNoTokens() {
            served.plays(fails(FakeModel.refused()));
            served.says("2");
            ChatModel model =
                    Limit.concurrent(9).tokensPerMinute(20).time(clock).over(served);
            assertThatThrownBy(() -> model.chat("x".repeat(76))).isInstanceOf(HostUnavailableException.class);

            model.chat("x".repeat(76));

            assertThat(clock.waits()).isEmpty();
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> Limit.concurrent(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Limit.concurrent(1).waiting(-1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Counts how many of its streams are between the sending of their request and their end. */
    private record CountingModel(FakeModel inner, AtomicInteger running, AtomicInteger most) implements ChatModel {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public ModelHost host() {
            return inner.host();
        }

        @Override
        public ChatStream stream(ChatRequest request) {
            CallPolicy policy = CallPolicy.of("test://host").model("tiny");
            return ChatStream.of(policy, call -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                AtomicBoolean over = new AtomicBoolean();
                Runnable end = () -> running.addAndGet(over.compareAndSet(false, true) ? -1 : 0);
                call.onCancel(end);
                return new Answering(end);
            });
        }
    }

    /** Says a word and finishes. */
    private static final class Answering implements EventSource {
        private final Runnable end;
        private boolean said;

        Answering(Runnable end) {
            this.end = end;
        }

        @Override
        public boolean advance(EventSink sink) {
            if (said) {
                end.run();
                sink.finish(FinishReason.STOP, null);
            } else {
                sink.text("a");
            }
            said = true;
            return true;
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
