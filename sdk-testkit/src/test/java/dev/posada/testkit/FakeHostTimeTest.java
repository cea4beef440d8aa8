// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.CancelledException;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;
import dev.posada.Timeouts;
import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pauses, timeouts and cancelling of a fake host: core's own, by the clock of the test. */
@Timeout(20)
class FakeHostTimeTest {
    private final FakeClock automatic = FakeClock.automatic();

    @Test
    void aPauseTakesTimeOfTheClockAlone() {
        FakeHost host = FakeHost.create(automatic)
                .answers(FakeAnswer.pausing(Duration.ofSeconds(90)).thenSaying("At last."));

        ChatResponse response = host.chatModel("tiny").chat("Hi");

        assertThat(response.text()).isEqualTo("At last.");
        assertThat(response.timings().firstToken()).contains(Duration.ofSeconds(90));
        assertThat(automatic.elapsed()).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @EnumSource(
            value = TimeoutException.Phase.class,
            names = {"FIRST_TOKEN", "IDLE", "TOTAL"})
    void aStallEndsByTheTimeoutThatIsDueFirst(TimeoutException.Phase phase) {
        boolean begun = phase != TimeoutException.Phase.FIRST_TOKEN;
        Duration total = phase == TimeoutException.Phase.TOTAL ? Duration.ofSeconds(5) : Duration.ofHours(1);
        FakeHost host = FakeHost.create(automatic)
                .timeouts(Timeouts.defaults().total(total))
                .answers(begun ? FakeAnswer.saying("Hel").thenStalling() : FakeAnswer.stalling());
        ChatModel model = host.chatModel("tiny");

        var failure = catchThrowableOfType(TimeoutException.class, () -> model.chat("Hi"));

        assertThat(failure.phase()).isEqualTo(phase);
        assertThat(failure.partialText()).isEqualTo(begun ? "Hel" : "");
        assertThat(host.openAnswers()).isZero();
    }

    @Test
    void aHealthySlowAnswerIsNotKilled() {
        FakeAnswer slow = FakeAnswer.saying("0");
        for (int i = 1; i < 10; i++) {
            slow = slow.thenPausing(Duration.ofSeconds(59)).thenSaying(String.valueOf(i));
        }
        FakeHost host = FakeHost.create(automatic).answers(slow);

        String text = host.chatModel("tiny").chat("Count.").text();

        assertThat(text).isEqualTo("0123456789");
    }

    @Test
    void aManualClockHoldsTheAnswerUntilTheTestMovesIt() throws Exception {
        FakeClock clock = FakeClock.manual();
        FakeHost host = FakeHost.create(clock)
                .answers(FakeAnswer.saying("Hel")
                        .thenPausing(Duration.ofSeconds(30))
                        .thenSaying("lo"));
        CompletableFuture<ChatResponse> answer = host.chatModel("tiny").chatAsync(ChatRequest.of("Hi"));

        while (clock.waiting() == 0) {
            Thread.onSpinWait();
        }
        boolean early = answer.isDone();
        clock.advance(Duration.ofSeconds(30));

        assertThat(early).isFalse();
        assertThat(answer.get(10, TimeUnit.SECONDS).text()).isEqualTo("Hello");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void cancellingWakesAReaderOfAStalledAnswer() throws Exception {
        FakeHost host = FakeHost.create(FakeClock.manual())
                .answers(FakeAnswer.saying("Hel").thenStalling());
        ChatStream stream = host.chatModel("tiny").stream("Hi");
        Iterator<String> words = stream.text().iterator();
        words.next();
        CompletableFuture<Throwable> end =
                CompletableFuture.supplyAsync(() -> catchThrowableOfType(CancelledException.class, words::hasNext));

        stream.cancel();

        assertThat(end.get()).isInstanceOf(CancelledException.class);
        assertThat(host.openAnswers()).isZero();
    }

    @Test
    void aStallWithoutAnyLimitIsEndedByClosingTheHost() throws InterruptedException, ExecutionException {
        Timeouts none = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        FakeHost host = FakeHost.create(TimeSource.system())
                .timeouts(none)
                .answers(FakeAnswer.saying("Hel").thenStalling());
        ChatStream stream = host.chatModel("tiny").stream("Hi");
        Iterator<String> words = stream.text().iterator();
        words.next();
        CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(StreamInterruptedException.class, words::hasNext));

        host.close();

        assertThat(end.get()).isInstanceOf(StreamInterruptedException.class);
    }
}
