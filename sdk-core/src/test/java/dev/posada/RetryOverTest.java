// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static dev.posada.FakeTransport.fails;
import static dev.posada.FakeTransport.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.TimeoutException.Phase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RetryOverTest {
    private static final RetryPolicy POLICY = new RetryPolicy(2, Duration.ofSeconds(10), Duration.ofMinutes(1));

    private final ManualTime time = new ManualTime();
    private final FakeModel inner = new FakeModel("tiny", time);
    private final ChatModel model = POLICY.over(inner, time);

    @Test
    void asksAgainAfterAPause() {
        inner.isDown().isDown().says("at last");

        ChatResponse response = model.chat("Who?");

        assertThat(response.text()).isEqualTo("at last");
        assertThat(time.waits()).hasSize(2);
        assertThat(time.waits().get(0)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(time.waits().get(1)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    @Test
    void givesUpWithTheLastFailureAndTheEarlierOnes() {
        inner.isDown().isDown();
        HostUnavailableException last = FakeModel.refused();
        inner.fails(last);

        assertThatThrownBy(() -> model.chat("Who?")).isSameAs(last);
        assertThat(last.getSuppressed()).hasSize(2);
    }

    @Test
    void neverAsksAgainOnceWordsCameOrTimeRanOut() {
        inner.plays(says("Once"), fails(FakeModel.refused()));
        inner.fails(new TimeoutException(Phase.FIRST_TOKEN, "slow", ErrorDetails.none(), null));

        assertThatThrownBy(() -> model.chat("Who?")).isInstanceOf(HostUnavailableException.class);
        assertThatThrownBy(() -> model.chat("Who?")).isInstanceOf(TimeoutException.class);
        assertThat(inner.asked()).isEqualTo(2);
    }

    @Test
    void doesNotPauseForLongerThanTheRequestHasTime() {
        inner.isDown();
        Timeouts limits = Timeouts.defaults().firstToken(Duration.ofSeconds(4));

        assertThatThrownBy(() -> model.chat(
                        ChatRequest.builder().user("Who?").timeouts(limits).build()))
                .isInstanceOf(HostUnavailableException.class);
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void whatTheFirstTriesTookIsMissingFromTheTimeOfTheNext() {
        inner.isDown().says("at last");
        Timeouts limits = Timeouts.defaults().firstToken(Duration.ofSeconds(60));

        model.chat(ChatRequest.builder().user("Who?").timeouts(limits).build());

        Duration left = inner.requests.get(1).timeouts().orElseThrow().firstToken();
        assertThat(left).isEqualTo(Duration.ofSeconds(60).minus(time.waits().get(0)));
    }

    @Test
    void aCancelEndsThePause() {
        StoppedTime stopped = new StoppedTime();
        FakeModel down = new FakeModel("tiny", stopped).isDown();
        ChatStream stream = POLICY.over(down, stopped).stream("Who?");
        CompletableFuture<Throwable> end =
                CompletableFuture.supplyAsync(() -> catchThrowableOfType(RuntimeException.class, stream::response));
        Waiting.until(() -> stopped.waiting.get() == 1);

        stream.cancel();

        assertThat(end.join()).isInstanceOf(CancelledException.class);
        assertThat(down.asked()).isEqualTo(1);
    }

    @Test
    void anInterruptEndsThePauseAndStaysSet() throws Exception {
        StoppedTime stopped = new StoppedTime();
        ChatModel retrying = POLICY.over(new FakeModel("tiny", stopped).isDown(), stopped);
        AtomicReference<Throwable> end = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            end.set(catchThrowableOfType(RuntimeException.class, () -> retrying.chat("Who?")));
            flag.set(Thread.currentThread().isInterrupted());
        });
        reader.start();
        Waiting.until(() -> stopped.waiting.get() == 1);

        reader.interrupt();
        reader.join();

        assertThat(end.get()).isInstanceOf(CancelledException.class);
        assertThat(flag.get()).isTrue();
    }

    @Test
    void saysAtOnceWhatTheModelCanNot() {
        UnsupportedFeatureException cannot = new UnsupportedFeatureException("no tools", ErrorDetails.none());
        ChatModel limited = new Refusing(inner, cannot);

        assertThatThrownBy(() -> POLICY.over(limited).stream("Who?")).isSameAs(cannot);
    }

    @Test
    void asksAgainForVectors() {
        FakeEmbedder embedder = new FakeEmbedder("e");
        embedder.failure = FakeModel.refused();
        EmbeddingModel patient = new RetryPolicy(2, Duration.ZERO, Duration.ZERO).over(embedder);

        assertThatThrownBy(() -> patient.embed("a")).isInstanceOf(HostUnavailableException.class);
        assertThat(embedder.asked).isEqualTo(3);
    }

    private record Refusing(ChatModel inner, PosadaException failure) implements ChatModel {
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
            throw failure;
        }
    }
}
