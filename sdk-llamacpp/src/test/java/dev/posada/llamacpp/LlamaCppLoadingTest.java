// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.CancelledException;
import dev.posada.ChatStream;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class LlamaCppLoadingTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private final ManualTime time = new ManualTime();

    private LlamaCpp.Builder builder() {
        return server.builder().time(time);
    }

    @Test
    void waitsForTheModelAskingForHealthAndThenSendsTheRequestAgain() {
        server.shows("first-loading", "first-loading-health", "then-healthy", "then-answers");

        try (LlamaCpp host = builder().build()) {
            assertThat(host.chatModel().chat("Hello").text()).isEqualTo("Yes.");
        }

        assertThat(server.requests())
                .containsExactly(
                        "POST /v1/chat/completions", "GET /health", "GET /health", "POST /v1/chat/completions");
        assertThat(time.waits()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void asksMoreAndMoreRarelyAndNotBeyondTheTimeForTheFirstToken() {
        server.shows("error-loading-model", "health-while-loading");

        try (LlamaCpp host = builder().firstTokenTimeout(Duration.ofSeconds(10)).build()) {
            HostUnavailableException failure = catchThrowableOfType(
                    HostUnavailableException.class, () -> host.chatModel().chat("Hello"));

            assertThat(failure.reason()).isEqualTo(Reason.LOADING);
            assertThat(failure.isRetryable()).isTrue();
        }

        assertThat(time.waits())
                .startsWith(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400))
                .endsWith(Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(time.waits().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(10));
        assertThat(server.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(1);
    }

    @Test
    void failsAtOnceWhenToldNotToWait() {
        server.shows("error-loading-model");

        try (LlamaCpp host = builder().waitWhileLoading(false).build()) {
            HostUnavailableException failure = catchThrowableOfType(
                    HostUnavailableException.class, () -> host.chatModel().chat("Hello"));

            assertThat(failure.reason()).isEqualTo(Reason.LOADING);
        }

        assertThat(time.waits()).isEmpty();
    }

    @Test
    void givesUpWhereHealthIsNotToBeHad() {
        server.shows("error-loading-model", "health-of-another-server");

        try (LlamaCpp host = builder().build()) {
            assertThat(catchThrowableOfType(
                            HostUnavailableException.class,
                            () -> host.chatModel().chat("Hello")))
                    .extracting(HostUnavailableException::reason)
                    .isEqualTo(Reason.LOADING);
        }

        assertThat(time.waits()).hasSize(1);
    }

    @Test
    void endsTheWaitWhenTheCallIsCancelled() throws InterruptedException {
        server.shows("error-loading-model", "health-while-loading");
        CountDownLatch waiting = new CountDownLatch(1);
        TimeSource patient = new TimeSource() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void await(CountDownLatch latch, Duration length) throws InterruptedException {
                waiting.countDown();
                latch.await(); // until the call is cut off
            }
        };

        try (LlamaCpp host = server.builder().time(patient).build();
                ChatStream stream = host.chatModel().stream("Hello")) {
            Thread canceller = new Thread(() -> {
                try {
                    waiting.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                stream.cancel();
            });
            canceller.start();

            assertThat(catchThrowableOfType(CancelledException.class, stream::response))
                    .isNotNull();
            canceller.join();
        }
    }
}
