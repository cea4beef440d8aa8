// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.TimeoutException.Phase;
import dev.posada.spi.Call;
import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call while it runs: its one clock, its one end, its retries.
 *
 * <p>The thread that waits for the answer brackets each wait with {@link #beginWait} and {@link #endWait}; the
 * {@link Watchdog} looks at the call from outside and ends it when a limit has passed. Whoever ends the call first wins,
 * and every later failure of the transport is explained by that end.
 */
final class RunningCall implements Call, Watchdog.Watched {
    private static final long NEVER = Long.MIN_VALUE;

    /** Why a call is over. */
    private enum End {
        FINISHED,
        CANCELLED,
        INTERRUPTED,
        CONNECT_TIMEOUT,
        FIRST_TOKEN_TIMEOUT,
        IDLE_TIMEOUT,
        TOTAL_TIMEOUT
    }

    private final CallPolicy policy;
    private final TimeSource time;
    private final long startedAt;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** A thread waits for the next sign of life. */
    private volatile boolean waiting;

    /**
     * There was a sign of life, or a wait has begun, since the watchdog looked last. It notes the time then: a look at the
     * clock for each token would cost more than the token.
     */
    private volatile boolean stirred;

    private final ReentrantLock quietLock = new ReentrantLock();
    private long quietSince; // with the lock
    private volatile @Nullable Thread waiter;
    private volatile boolean answered;
    private volatile long connectingSince = NEVER;
    private final AtomicLong nanosConnecting = new AtomicLong();
    private volatile @Nullable Runnable cutOff;
    private int failedTries;

    /** Starts the clock. */
    RunningCall(CallPolicy policy) {
        this.policy = policy;
        this.time = policy.time();
        this.startedAt = time.nanoTime();
        Watchdog.watch(this);
    }

    // ---- what a backend sees

    @Override
    public Timeouts timeouts() {
        return policy.timeouts();
    }

    @Override
    public Limits limits() {
        return policy.limits();
    }

    @Override
    public void onCancel(Runnable action) {
        cutOff = action;
        if (isCutShort()) {
            action.run();
        }
    }

    @Override
    public void connecting() {
        if (connectingSince == NEVER) {
            connectingSince = time.nanoTime();
        }
    }

    @Override
    public void connected() {
        long since = connectingSince;
        if (since != NEVER) {
            nanosConnecting.addAndGet(time.nanoTime() - since);
            connectingSince = NEVER;
        }
    }

    @Override
    public void answered() {
        answered = true;
        progress();
    }

    @Override
    public void progress() {
        stirred = true;
    }

    @Override
    public boolean isOver() {
        return end.get() != null;
    }

    @Override
    public void ensureRunning() {
        check(); // a clock that was moved by hand must not have to wait for the watchdog
        requireRunning();
    }

    private void requireRunning() {
        if (isCutShort() || Thread.currentThread().isInterrupted()) {
            throw explained(null);
        }
    }

    // ---- what the thread that waits for the answer does

    /** Runs a call with a single answer from start to end. */
    <T> T runToEnd(Function<Call, T> action) {
        try {
            return attempt(() -> action.apply(this), () -> true);
        } catch (PosadaException e) {
            policy.complete(e, "");
            throw e;
        } finally {
            finish();
        }
    }

    /**
     * Does something that waits for the host, again and again while that makes sense.
     *
     * @param action may throw anything when the transport was cut off
     * @param mayRetry whether nothing of the answer has been handed out yet
     */
    <T> T attempt(Supplier<T> action, BooleanSupplier mayRetry) {
        while (true) {
            try {
                beginWait();
                requireRunning();
                return action.get();
            } catch (RuntimeException e) {
                connected();
                RuntimeException failure = explain(e);
                if (!mayRetry.getAsBoolean()) {
                    throw failure;
                }
                pause(delayAfter(failure).orElseThrow(() -> failure));
            } finally {
                endWait();
            }
        }
    }

    private void beginWait() {
        if (waiter != Thread.currentThread()) {
            waiter = Thread.currentThread();
        }
        stirred = true;
        waiting = true;
    }

    private void endWait() {
        waiting = false;
    }

    boolean isWaitedFor() {
        return waiting;
    }

    private Optional<Duration> delayAfter(RuntimeException failure) {
        if (!(failure instanceof PosadaException known)) {
            return Optional.empty();
        }
        failedTries++;
        return policy.retryPolicy()
                .delayAfter(failedTries, known, ThreadLocalRandom.current())
                .filter(delay -> delay.toNanos() < nanosLeftToBegin());
    }

    /** What is left until the answer must have begun; retries share it. */
    private long nanosLeftToBegin() {
        long spent = nanosSinceStart();
        long firstToken = left(timeouts().firstToken(), spent);
        return Math.min(firstToken, left(timeouts().total(), spent));
    }

    private static long left(Duration limit, long spent) {
        return limit.isZero() ? Long.MAX_VALUE : limit.toNanos() - spent;
    }

    private void pause(Duration delay) {
        try {
            time.await(ended, delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(End.INTERRUPTED);
            throw explained(e);
        }
    }

    long nanosSinceStart() {
        return time.nanoTime() - startedAt;
    }

    // ---- the one end

    /** The answer is complete, or the call has failed by itself. */
    void finish() {
        end(End.FINISHED);
    }

    /** Ends the call from outside; any thread. */
    void cancel() {
        end(End.CANCELLED);
    }

    private void end(End reason) {
        if (!end.compareAndSet(null, reason)) {
            return;
        }
        Watchdog.forget(this);
        ended.countDown();
        Runnable action = cutOff;
        if (reason != End.FINISHED && action != null) {
            action.run();
        }
    }

    private boolean isCutShort() {
        End reason = end.get();
        return reason != null && reason != End.FINISHED;
    }

    /** Ends the call if one of its limits has passed. */
    @Override
    public void check() {
        long now = time.nanoTime();
        boolean isWaiting = waiting; // looked at before the signs: a wait begins with one
        long quiet = quietSince();
        if (passed(timeouts().total(), startedAt, now)) {
            end(End.TOTAL_TIMEOUT);
        } else if (isWaiting) {
            checkWaiting(quiet, now);
        }
    }

    /** Since when there was no sign of life. Two that look at once must not take the sign from each other. */
    private long quietSince() {
        quietLock.lock();
        try {
            if (stirred) {
                stirred = false; // before the time is asked for, so that no sign is counted as older than it is
                quietSince = time.nanoTime();
            }
            return quietSince;
        } finally {
            quietLock.unlock();
        }
    }

    private void checkWaiting(long quiet, long now) {
        Thread thread = waiter;
        long connecting = connectingSince;
        if (thread != null && thread.isInterrupted()) {
            end(End.INTERRUPTED);
        } else if (connecting != NEVER && passed(timeouts().connect(), connecting - nanosConnecting.get(), now)) {
            end(End.CONNECT_TIMEOUT);
        } else if (!answered && passed(timeouts().firstToken(), startedAt, now)) {
            end(End.FIRST_TOKEN_TIMEOUT);
        } else if (answered && passed(timeouts().idle(), quiet, now)) {
            end(End.IDLE_TIMEOUT);
        }
    }

    private static boolean passed(Duration limit, long since, long now) {
        return !limit.isZero() && now - since >= limit.toNanos();
    }

    // ---- what the end means

    /** The reason for a failure: the end that was put to the call, if there was one, rather than how the transport broke. */
    private RuntimeException explain(RuntimeException failure) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        return isCutShort() || interrupted ? explained(failure) : failure;
    }

    private PosadaException explained(@Nullable Throwable cause) {
        End reason = end.get();
        if (reason == null || reason == End.FINISHED) {
            end(End.INTERRUPTED);
            reason = End.INTERRUPTED;
        }
        if (cause instanceof PosadaException known
                && (known instanceof TimeoutException || known instanceof CancelledException)) {
            return known;
        }
        return switch (reason) {
            case CONNECT_TIMEOUT -> timeout(Phase.CONNECT, timeouts().connect(), cause);
            case FIRST_TOKEN_TIMEOUT -> timeout(Phase.FIRST_TOKEN, timeouts().firstToken(), cause);
            case IDLE_TIMEOUT -> timeout(Phase.IDLE, timeouts().idle(), cause);
            case TOTAL_TIMEOUT -> timeout(Phase.TOTAL, timeouts().total(), cause);
            case INTERRUPTED ->
                new CancelledException(
                        "The thread was interrupted while it waited for " + target() + ".", ErrorDetails.none(), cause);
            default -> cancellation(cause);
        };
    }

    CancelledException cancellation(@Nullable Throwable cause) {
        return new CancelledException("The call to " + target() + " was cancelled.", ErrorDetails.none(), cause);
    }

    private TimeoutException timeout(Phase phase, Duration limit, @Nullable Throwable cause) {
        String message = switch (phase) {
            case CONNECT ->
                "Could not reach " + policy.host() + " within " + Durations.text(limit)
                        + " (connectTimeout). Is the server running, and no firewall between?";
            case FIRST_TOKEN ->
                target() + " did not begin to answer within " + Durations.text(limit)
                        + " (firstTokenTimeout). A server that loads a model or reads a long prompt needs more.";
            case IDLE ->
                "Nothing more came from " + target() + " for " + Durations.text(limit)
                        + " (idleTimeout). The answer is not complete.";
            case TOTAL -> "The call to " + target() + " took longer than " + Durations.text(limit) + " (totalTimeout).";
        };
        return new TimeoutException(phase, message, ErrorDetails.none(), cause);
    }

    private String target() {
        return policy.model().isEmpty() ? policy.host() : policy.model() + " at " + policy.host();
    }
}
