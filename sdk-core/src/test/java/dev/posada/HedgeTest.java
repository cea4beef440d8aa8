// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static dev.posada.FakeTransport.does;
import static dev.posada.FakeTransport.finishes;
import static dev.posada.FakeTransport.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HedgeTest {
    private static final Duration DELAY = Duration.ofSeconds(2);

    private final StoppedTime time = new StoppedTime();
    private final FakeModel one = new FakeModel("one", time);
    private final FakeModel two = new FakeModel("two", time);
    private final ChatModel model = Hedge.after(DELAY).time(time).over(one, two);

    @AfterEach
    void everyConnectionIsClosedOnceAndNotUnderItsReader() {
        for (FakeModel each : List.of(one, two)) {
            Waiting.until(() -> each.transport.closed.get() == each.transport.opened.get());
            assertThat(each.transport.closedWhileReading).hasValue(0);
        }
    }

    private static Object endOf(ChatStream stream) {
        try (stream) {
            return stream.response();
        } catch (RuntimeException e) {
            return e;
        }
    }

    private CompletableFuture<Object> askUntilSilent(ChatStream stream) {
        CompletableFuture<Object> end = CompletableFuture.supplyAsync(() -> endOf(stream));
        Waiting.until(() -> one.transport.silent.getCount() == 0);
        return end;
    }

    private static FakeTransport.Step meets(CyclicBarrier barrier) {
        return (sink, connection) -> {
            try {
                barrier.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Test
    void aQuickAnswerIsAskedForOnce() {
        one.says("quick");

        ChatResponse response = model.chat("Who?");

        assertThat(response.text()).isEqualTo("quick");
        assertThat(response.warnings()).isEmpty();
        assertThat(two.asked()).isZero();
    }

    @Test
    void aSecondRequestIsSentAfterTheDelayAndTheLoserCutOff() {
        one.plays(one.transport.staysSilent());
        two.says("from two");
        CompletableFuture<Object> end = askUntilSilent(model.stream("Who?"));
        assertThat(two.asked()).isZero();

        time.advance(DELAY);

        ChatResponse response = (ChatResponse) end.join();
        assertThat(response.text()).isEqualTo("from two");
        assertThat(response.model()).isEqualTo("two");
        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.HEDGED);
        assertThat(response.warnings().get(0).message()).contains("two at test://two", "2 s");
    }

    @Test
    void warnsInTheStreamAfterItsBeginning() {
        one.plays(one.transport.staysSilent());
        two.says("from two");
        List<String> kinds = new ArrayList<>();
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> {
            try (ChatStream stream = model.stream("Who?")) {
                stream.forEach(event -> kinds.add(event.getClass().getSimpleName()));
            }
        });
        Waiting.until(() -> one.transport.silent.getCount() == 0);

        time.advance(DELAY);

        read.join();
        assertThat(kinds).containsExactly("Started", "Warning", "TextDelta", "Finished");
    }

    @Test
    void theFirstMayStillWin() {
        one.plays(
                (sink, connection) -> {
                    one.transport.silent.countDown();
                    Waiting.until(() -> two.transport.silent.getCount() == 0);
                    sink.text("from one");
                },
                finishes());
        two.plays(two.transport.staysSilent());
        CompletableFuture<Object> end = askUntilSilent(model.stream("Who?"));

        time.advance(DELAY);

        ChatResponse response = (ChatResponse) end.join();
        assertThat(response.text()).isEqualTo("from one");
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void twoAnswersAtTheSameInstantAreNeverMixed() throws Exception {
        for (int round = 0; round < 100; round++) {
            StoppedTime clock = new StoppedTime();
            FakeModel left = new FakeModel("left", clock);
            FakeModel right = new FakeModel("right", clock);
            CyclicBarrier barrier = new CyclicBarrier(2);
            left.plays(
                    does(sink -> left.transport.silent.countDown()),
                    meets(barrier),
                    says("left"),
                    says("left"),
                    finishes());
            right.plays(meets(barrier), says("right"), says("right"), finishes());
            ChatModel hedged = Hedge.after(DELAY).time(clock).over(left, right);
            CompletableFuture<Object> end = CompletableFuture.supplyAsync(() -> endOf(hedged.stream("Who?")));
            Waiting.until(() -> left.transport.silent.getCount() == 0);

            clock.advance(DELAY);

            ChatResponse response = (ChatResponse) end.get();
            assertThat(response.text()).isIn("leftleft", "rightright");
            assertThat(response.text()).startsWith(response.model());
            Waiting.until(() -> left.transport.closed.get() == 1 && right.transport.closed.get() == 1);
        }
    }

    @Test
    void aFailureBeforeTheSecondIsSentIsTheEnd() {
        one.isDown();

        assertThatThrownBy(() -> model.chat("Who?")).isInstanceOf(HostUnavailableException.class);
        time.advance(DELAY);
        assertThat(two.asked()).isZero();
    }

    @Test
    void theSecondAnswersWhereTheFirstFailsMeanwhile() {
        one.plays((sink, connection) -> {
            one.transport.silent.countDown();
            Waiting.until(() -> two.transport.opened.get() == 1);
            throw FakeModel.refused();
        });
        two.says("from two");
        CompletableFuture<Object> end = askUntilSilent(model.stream("Who?"));

        time.advance(DELAY);

        assertThat(((ChatResponse) end.join()).text()).isEqualTo("from two");
    }

    @Test
    void bothFailuresAreTold() {
        AtomicReference<Thread> hedge = new AtomicReference<>();
        one.plays((sink, connection) -> {
            one.transport.silent.countDown();
            Waiting.until(() -> hedge.get() != null && !hedge.get().isAlive());
            throw FakeModel.refused();
        });
        two.plays((sink, connection) -> {
            hedge.set(Thread.currentThread());
            throw new RateLimitException("busy", ErrorDetails.none());
        });
        CompletableFuture<Object> end = askUntilSilent(model.stream("Who?"));

        time.advance(DELAY);

        assertThat(end.join())
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        failure -> assertThat(failure.getSuppressed())
                                .singleElement()
                                .isInstanceOf(RateLimitException.class));
    }

    @Test
    void aCancelCutsBothOff() {
        one.plays(one.transport.staysSilent());
        two.plays(two.transport.staysSilent());
        ChatStream stream = model.stream("Who?");
        CompletableFuture<Object> end = askUntilSilent(stream);
        time.advance(DELAY);
        Waiting.until(() -> two.transport.silent.getCount() == 0);

        stream.cancel();

        assertThat(end.join()).isInstanceOf(CancelledException.class);
    }

    @Test
    void anInterruptCutsBothOff() throws Exception {
        one.plays(one.transport.staysSilent());
        two.plays(two.transport.staysSilent());
        CompletableFuture<Object> end = new CompletableFuture<>();
        Thread reader = new Thread(() -> end.complete(endOf(model.stream("Who?"))));
        reader.start();
        Waiting.until(() -> one.transport.silent.getCount() == 0);
        time.advance(DELAY);
        Waiting.until(() -> two.transport.silent.getCount() == 0);

        reader.interrupt();

        assertThat(end.join()).isInstanceOf(CancelledException.class);
        reader.join();
    }

    @Test
    void theSecondRequestHasTheTimeThatIsLeft() {
        one.plays(one.transport.staysSilent());
        two.says("from two");
        Timeouts limits = Timeouts.defaults().firstToken(Duration.ofSeconds(5)).total(Duration.ofSeconds(9));
        CompletableFuture<Object> end = askUntilSilent(
                model.stream(ChatRequest.builder().user("Who?").timeouts(limits).build()));

        time.advance(DELAY);

        end.join();
        assertThat(two.requests.get(0).timeouts())
                .contains(limits.firstToken(Duration.ofSeconds(3)).total(Duration.ofSeconds(7)));
    }

    @Test
    void closesBothItsModels() {
        model.close();

        assertThat(one.closes).hasValue(1);
        assertThat(two.closes).hasValue(1);
    }

    @Test
    void aCancelIsTheEndAlsoAfterTheFirstHasFailed() {
        CountDownLatch letGo = new CountDownLatch(1);
        one.plays((sink, connection) -> {
            one.transport.silent.countDown();
            Waiting.until(() -> two.transport.silent.getCount() == 0);
            throw FakeModel.refused();
        });
        two.plays((sink, connection) -> {
            two.transport.silent.countDown();
            Waiting.until(() -> letGo.getCount() == 0);
            sink.text("too late");
        });
        ChatStream stream = model.stream("Who?");
        CompletableFuture<Object> end = askUntilSilent(stream);
        time.advance(DELAY);
        Waiting.until(() -> one.transport.closed.get() == 1);

        stream.cancel();
        letGo.countDown();

        assertThat(end.join()).isInstanceOf(CancelledException.class);
    }

    @Test
    void mayNeverSendASecondRequest() {
        ChatModel patient =
                Hedge.after(ChronoUnit.FOREVER.getDuration()).time(time).over(one, two);
        one.plays(
                (sink, connection) -> {
                    time.advance(Duration.ofDays(1));
                    sink.text("from one");
                },
                finishes());

        assertThat(patient.chat("Who?").text()).isEqualTo("from one");
    }
}
