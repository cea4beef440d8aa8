// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often a failed call is tried again, and how long to wait before.
 *
 * <p>Only failures marked retryable are tried again, only before the first piece of the answer, and never after a
 * timeout: the limits of {@link Timeouts} hold for all tries together. The wait doubles with each try and is shortened
 * at random by up to a half, so that many clients do not come back at the same moment. Where the server says how long to
 * wait ({@code Retry-After}), that is what happens; if it asks for longer than {@code maxDelay}, the call fails at once
 * and {@link PosadaException#retryAfter()} passes the server's word on.
 *
 * @param maxRetries tries after the first one; zero for none
 * @param baseDelay the wait before the first retry
 * @param maxDelay the longest wait before a retry
 */
public record RetryPolicy(int maxRetries, Duration baseDelay, Duration maxDelay) {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final RetryPolicy DEFAULTS = new RetryPolicy(2, Duration.ofMillis(250), Duration.ofSeconds(20));

    /** Checks that nothing is negative and no pause longer than a day. */
    public RetryPolicy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("retries is " + maxRetries + "; use zero for none.");
        }
        requireDelay(baseDelay, "baseDelay");
        requireDelay(maxDelay, "maxDelay");
    }

    private static void requireDelay(Duration delay, String name) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + delay + "; a pause between retries lies between none and a day.");
        }
    }

    /** Two retries, the first after a quarter of a second, none later than 20 seconds. */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /** No retries. */
    public static RetryPolicy none() {
        return DEFAULTS.maxRetries(0);
    }

    /** The same with another number of retries. */
    public RetryPolicy maxRetries(int retries) {
        return new RetryPolicy(retries, baseDelay, maxDelay);
    }

    /**
     * How long to wait before trying again.
     *
     * @param failedTries how many tries have failed so far, at least one
     * @param failure what the last one failed with
     * @param random the source of jitter
     * @return the wait, or empty if the call should not be tried again
     */
    public Optional<Duration> delayAfter(int failedTries, PosadaException failure, RandomGenerator random) {
        if (failedTries > maxRetries || !failure.isRetryable() || failure instanceof TimeoutException) {
            return Optional.empty();
        }
        Optional<Duration> asked = failure.retryAfter();
        if (asked.isPresent()) {
            return asked.filter(wait -> wait.compareTo(maxDelay) <= 0);
        }
        Duration doubled = baseDelay.multipliedBy(1L << Math.min(failedTries - 1, 20));
        long ceiling = (doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay).toNanos();
        return Optional.of(Duration.ofNanos(ceiling - (long) (random.nextDouble() * ceiling / 2)));
    }

    /**
     * A model that asks another one again, as this policy says: on top of what the model's host does by itself, so that
     * {@code n} retries here mean at most {@code n + 1} times the tries of the host. Useful around a {@link Fallback}, and
     * for waits that are longer than any host should make. Closing it closes the model.
     */
    public ChatModel over(ChatModel model) {
        return over(model, TimeSource.system());
    }

    ChatModel over(ChatModel model, TimeSource time) {
        return new DecoratedChatModel(new RetryTactic<>(this, model, time));
    }

    /** The same for a model that makes vectors. */
    public EmbeddingModel over(EmbeddingModel model) {
        return new DecoratedEmbeddingModel(new RetryTactic<>(this, model, TimeSource.system()));
    }
}
