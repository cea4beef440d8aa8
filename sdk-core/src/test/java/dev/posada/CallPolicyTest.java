// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.HostUnavailableException.Reason;
import dev.posada.spi.Call;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CallPolicyTest {
    private final ManualTime time = new ManualTime();
    private final CallPolicy policy = CallPolicy.of("test://host").model("tiny").time(time);
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void givesWhatTheActionReturns() {
        assertThat(policy.<String>run(call -> "answer")).isEqualTo("answer");
    }

    @Test
    void triesAgainWhatMayPass() {
        String answer = policy.run(call -> {
            if (tries.incrementAndGet() < 3) {
                throw new HostUnavailableException(Reason.REFUSED, "no", ErrorDetails.none(), null);
            }
            return "answer";
        });

        assertThat(answer).isEqualTo("answer");
        assertThat(time.waits()).hasSize(2);
    }

    @Test
    void saysWhereAFailureHappened() {
        InvalidRequestException failure = catchThrowableOfType(
                InvalidRequestException.class,
                () -> policy.run(call -> {
                    throw new InvalidRequestException("no", ErrorDetails.none().status(400));
                }));

        assertThat(failure.host()).contains("test://host");
        assertThat(failure.model()).contains("tiny");
        assertThat(failure.status()).hasValue(400);
    }

    @Test
    void endsACallThatDoesNotAnswer() throws Exception {
        TimeoutException failure = timeoutAfter(Duration.ofMinutes(2), call -> {});

        assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.FIRST_TOKEN);
    }

    @Test
    void endsACallThatFallsSilentInItsAnswer() throws Exception {
        TimeoutException failure = timeoutAfter(Duration.ofSeconds(60), Call::answered);

        assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.IDLE);
    }

    @Test
    void bytesThatArriveKeepACallAlive() {
        String answer = policy.run(call -> {
            call.answered();
            for (int i = 0; i < 5; i++) {
                time.advance(Duration.ofSeconds(59));
                call.progress();
            }
            call.ensureRunning();
            return "answer";
        });

        assertThat(answer).isEqualTo("answer");
    }

    @Test
    void endsACallThatDoesNotGetThrough() throws Exception {
        TimeoutException failure = timeoutAfter(Duration.ofSeconds(5), Call::connecting);

        assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.CONNECT);
        assertThat(failure).hasMessageContaining("5 s").hasMessageContaining("connectTimeout");
    }

    @Test
    void doesNotCountTheConnectTimeoutOnceConnected() {
        String answer = policy.run(call -> {
            call.connecting();
            time.advance(Duration.ofSeconds(4));
            call.connected();
            time.advance(Duration.ofSeconds(4));
            call.ensureRunning();
            return "answer";
        });

        assertThat(answer).isEqualTo("answer");
    }

    @Test
    void aRequestsOwnLimitsWin() {
        ChatRequest request = ChatRequest.builder()
                .user("?")
                .timeouts(Timeouts.defaults().idle(Duration.ofSeconds(1)))
                .retries(7)
                .build();

        CallPolicy own = policy.forRequest(request);

        assertThat(own.timeouts().idle()).isEqualTo(Duration.ofSeconds(1));
        assertThat(own.retryPolicy().maxRetries()).isEqualTo(7);
    }

    @Test
    void aTransportThatIsRegisteredTooLateIsCutOffAtOnce() {
        CountDownLatch cutOff = new CountDownLatch(1);
        Timeouts total = Timeouts.defaults().total(Duration.ofSeconds(1));

        assertThatThrownBy(() -> policy.timeouts(total).run(call -> {
                    time.advance(Duration.ofSeconds(1));
                    Waiting.until(call::isOver);
                    call.onCancel(cutOff::countDown);
                    throw new IllegalStateException("socket closed");
                }))
                .isInstanceOf(TimeoutException.class);
        assertThat(cutOff.getCount()).isZero();
    }

    /** What a call fails with whose action reports how far it got and then waits for nothing, while time passes. */
    private TimeoutException timeoutAfter(Duration passed, Consumer<Call> report) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        policy.run(call -> waitForNothing(call, report, waiting));
                    } catch (RuntimeException e) {
                        failure.complete(e);
                    }
                })
                .start();
        waiting.await();

        time.advance(passed);

        assertThat(failure.get()).isInstanceOf(TimeoutException.class);
        return (TimeoutException) failure.get();
    }

    private static String waitForNothing(Call call, Consumer<Call> report, CountDownLatch waiting) {
        CountDownLatch cutOff = new CountDownLatch(1);
        call.onCancel(cutOff::countDown);
        report.accept(call);
        waiting.countDown();
        Waiting.until(() -> cutOff.getCount() == 0);
        throw new IllegalStateException("socket closed");
    }
}
