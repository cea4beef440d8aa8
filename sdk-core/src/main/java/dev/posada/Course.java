// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.TimeoutException.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call to a decorated model, from its first try to its end. One thread drives it; any thread may cancel it.
 *
 * @param <M> the kind of model
 */
final class Course<M> {
    private static final int NONE = -1;

    private final Tactic<M> tactic;
    private final @Nullable Timeouts limits;
    private final long estimatedTokens;
    private final long startedAt;
    private final AtomicInteger picked = new AtomicInteger(NONE);
    private final List<Integer> tried = new ArrayList<>(2);
    private final List<PosadaException> failures = new ArrayList<>(0);
    private final List<ChatWarning> warnings = new ArrayList<>(0);

    /** What {@link LimitTactic} let the call through with. */
    Turnstile.@Nullable Pass pass;

    private volatile CountDownLatch bell = new CountDownLatch(1);
    private volatile boolean cancelled;

    /**
     * Starts the clock.
     *
     * @param limits what the request sets for itself, if it does
     * @param estimatedTokens what the call may cost, as far as can be known before
     */
    Course(Tactic<M> tactic, @Nullable Timeouts limits, long estimatedTokens) {
        this.tactic = tactic;
        this.limits = limits;
        this.estimatedTokens = estimatedTokens;
        this.startedAt = tactic.time.nanoTime();
    }

    /** Does what makes a model begin to answer, with one model after the other until one does. */
    <T> T begin(Function<M, T> action) {
        while (true) {
            int index = pick();
            try {
                T result = action.apply(tactic.models.get(index));
                tactic.begun(this, index);
                return result;
            } catch (PosadaException e) {
                release(e, null);
                if (e instanceof CancelledException || cancelled) {
                    throw e instanceof CancelledException ? e : cancellation(e);
                }
                failures.add(e);
                if (!tactic.triesAgain(this, e)) {
                    throw withEarlierFailures(e);
                }
            } catch (RuntimeException | Error e) {
                release(e, null);
                throw e;
            }
        }
    }

    private int pick() {
        ensureRunning();
        int index = tactic.pick(this);
        picked.set(index);
        tried.add(index);
        if (cancelled) {
            release(null, null);
            throw cancellation(null);
        }
        return index;
    }

    private PosadaException withEarlierFailures(PosadaException last) {
        for (PosadaException earlier : failures) {
            if (earlier != last) {
                last.addSuppressed(earlier);
            }
        }
        return last;
    }

    /** Says that the model is done with, unless that was said before. Any thread. */
    void release(@Nullable Throwable failure, @Nullable Usage usage) {
        int index = picked.getAndSet(NONE);
        if (index != NONE) {
            tactic.ended(this, index, failure, usage);
        }
    }

    /** Ends the call from outside: a thread that waits wakes. */
    void cancel() {
        cancelled = true;
        bell.countDown();
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * Something to wait on next. To be asked for before looking at what is waited for, so that no {@link #wake} is missed.
     */
    CountDownLatch nextBell() {
        CountDownLatch next = new CountDownLatch(1);
        bell = next;
        if (cancelled) {
            next.countDown();
        }
        return next;
    }

    /** Wakes the thread that waits. Any thread. */
    void wake() {
        bell.countDown();
    }

    /**
     * Waits until the time has passed or the bell has rung.
     *
     * @throws CancelledException if the call is cancelled or the thread interrupted
     */
    void await(CountDownLatch latch, long nanos) {
        try {
            tactic.time.await(latch, Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancellation(e);
        }
        ensureRunning();
    }

    void ensureRunning() {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw cancellation(null);
        }
        if (limits != null && nanosLeft(limits.total()) <= 0) {
            throw withEarlierFailures(timeout(Phase.TOTAL, limits.total(), "totalTimeout"));
        }
    }

    /** The failure, which says by now which model it is about: the last that was picked, or the only one there is. */
    <E extends RuntimeException> E placed(E failure, Function<M, ModelHost> host, Function<M, String> name) {
        if (failure instanceof PosadaException known && (!tried.isEmpty() || tactic.models.size() == 1)) {
            M model = tactic.models.get(tried.isEmpty() ? 0 : tried.get(tried.size() - 1));
            known.complete(host.apply(model).uri().toString(), name.apply(model), "");
        }
        return failure;
    }

    private CancelledException cancellation(@Nullable Throwable cause) {
        String how = cancelled ? "The call was cancelled" : "The thread was interrupted";
        return new CancelledException(how + " before a model had begun to answer.", ErrorDetails.none(), cause);
    }

    /** A time limit that ran out before a model had begun to answer. */
    TimeoutException timeout(Phase phase, Duration limit, String setting) {
        return new TimeoutException(
                phase,
                "No model had begun to answer within " + Durations.text(limit) + " (" + setting
                        + "); the call was still waiting for its turn, or between two tries.",
                ErrorDetails.none(),
                null);
    }

    /** What is left until the answer must have begun, as far as the request says. */
    long nanosLeftToBegin() {
        return limits == null ? Long.MAX_VALUE : Math.min(nanosLeft(limits.firstToken()), nanosLeft(limits.total()));
    }

    private long nanosLeft(Duration limit) {
        return limit.isZero() ? Long.MAX_VALUE : limit.toNanos() - nanosSinceStart();
    }

    long nanosSinceStart() {
        return tactic.time.nanoTime() - startedAt;
    }

    /** The request's own time limits less what waiting and earlier tries took; {@code null} where it sets none. */
    @Nullable
    Timeouts limitsLeft() {
        return limits == null ? null : limits.less(nanosSinceStart(), tactic.sharesFirstToken());
    }

    long estimatedTokens() {
        return estimatedTokens;
    }

    boolean hasTried(int index) {
        return tried.contains(index);
    }

    /** The models that were picked, in order; all but the last have failed. */
    List<Integer> tried() {
        return tried;
    }

    List<PosadaException> failures() {
        return failures;
    }

    List<ChatWarning> warnings() {
        return warnings;
    }
}
