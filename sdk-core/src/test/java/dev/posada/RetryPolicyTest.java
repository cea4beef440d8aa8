// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final RetryPolicy POLICY = new RetryPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(1));

    /** Gives this share, and so this much of the jitter. */
    private static RandomGenerator dice(double share) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return share;
            }
        };
    }

    private static RateLimitException busy(ErrorDetails details) {
        return new RateLimitException("busy", details);
    }

    private static Optional<Duration> delay(int failedTries, PosadaException failure) {
        return POLICY.delayAfter(failedTries, failure, dice(0));
    }

    @ParameterizedTest
    @CsvSource({"1, PT0.1S", "2, PT0.2S", "3, PT0.4S", "4, PT0.8S", "5, PT1S"})
    void doublesThePauseUpToTheLongest(int failedTries, Duration expected) {
        assertThat(delay(failedTries, busy(ErrorDetails.none()))).hasValue(expected);
    }

    @Test
    void shortensThePauseByUpToAHalf() {
        assertThat(POLICY.delayAfter(1, busy(ErrorDetails.none()), dice(1))).hasValue(Duration.ofMillis(50));
        assertThat(POLICY.delayAfter(1, busy(ErrorDetails.none()), dice(0.5))).hasValue(Duration.ofMillis(75));
    }

    @Test
    void endsAfterTheLastTry() {
        assertThat(delay(6, busy(ErrorDetails.none()))).isEmpty();
        assertThat(RetryPolicy.none().delayAfter(1, busy(ErrorDetails.none()), dice(0)))
                .isEmpty();
    }

    @Test
    void triesOnlyWhatMayPassByItself() {
        assertThat(delay(1, new AuthenticationException("no", ErrorDetails.none())))
                .isEmpty();
        assertThat(delay(
                        1, new InvalidRequestException("no", ErrorDetails.none().retryable(true))))
                .isPresent();
        assertThat(delay(1, busy(ErrorDetails.none().retryable(false)))).isEmpty();
        assertThat(delay(1, new TimeoutException(TimeoutException.Phase.CONNECT, "late", ErrorDetails.none(), null)))
                .isEmpty();
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        assertThat(delay(1, busy(ErrorDetails.none().retryAfter(Duration.ofMillis(700)))))
                .hasValue(Duration.ofMillis(700));
        assertThat(delay(4, busy(ErrorDetails.none().retryAfter(Duration.ZERO))))
                .hasValue(Duration.ZERO);
    }

    @Test
    void givesUpIfTheServerAsksForTooLong() {
        assertThat(delay(1, busy(ErrorDetails.none().retryAfter(Duration.ofSeconds(2)))))
                .isEmpty();
    }

    @Test
    void doesNotOverflow() {
        RetryPolicy slow = new RetryPolicy(100, Duration.ofHours(12), Duration.ofDays(1));

        assertThat(slow.delayAfter(99, busy(ErrorDetails.none()), dice(0))).hasValue(Duration.ofDays(1));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> POLICY.maxRetries(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retries is -1; use zero for none.");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(-1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("baseDelay is PT-1S; a pause between retries lies between none and a day.");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, Duration.ofDays(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isTwoRetriesByDefault() {
        assertThat(RetryPolicy.defaults().maxRetries()).isEqualTo(2);
        assertThat(RetryPolicy.none().maxRetries()).isZero();
    }
}
