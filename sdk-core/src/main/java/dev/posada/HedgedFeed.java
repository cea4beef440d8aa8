// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Threads;
import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The answer that begins first of two. The reading thread reads the first; the second is sent in a thread of its own when
 * the delay has passed, and that thread ends with its first event, after which the reading thread goes on. Which of them
 * wins is decided under a lock, once.
 */
final class HedgedFeed implements EventFeed, Watchdog.Watched {
    private enum Second {
        NOT_SENT,
        RUNNING,
        FAILED,
        NEVER
    }

    private final ChatStream first;
    private final ChatModel model;
    private final ChatRequest request;
    private final Duration delay;
    private final TimeSource time;
    private final CountDownLatch secondDone = new CountDownLatch(1);

    // guarded by this
    private Second second = Second.NOT_SENT;
    private @Nullable ChatStream secondStream;
    private @Nullable ChatStream winner;
    private @Nullable Object secondEvent;
    private @Nullable RuntimeException secondFailure;
    private boolean cancelled;

    private volatile long startedAt;

    // Only the reading thread touches these.
    private @Nullable ChatStream reading;
    private @Nullable ChatWarning warning;
    private boolean warningIsDue;
    private @Nullable RuntimeException failure;

    HedgedFeed(ChatStream first, ChatModel model, ChatRequest request, Duration delay, TimeSource time) {
        this.first = first;
        this.model = model;
        this.request = request;
        this.delay = delay;
        this.time = time;
    }

    @Override
    public @Nullable Object next() {
        if (failure != null) {
            throw failure;
        }
        try {
            Object event = reading == null ? race() : read(reading);
            return event instanceof ChatEvent.Finished finished && warning != null
                    ? new ChatEvent.Finished(finished.response().warnedBefore(List.of(warning)))
                    : event;
        } catch (RuntimeException e) {
            failure = e;
            cancel();
            throw e;
        }
    }

    private @Nullable Object read(ChatStream stream) {
        if (warningIsDue && warning != null && !isCancelled()) {
            warningIsDue = false;
            return new ChatEvent.Warning(warning);
        }
        return stream.next();
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    // ---- the reading thread

    private @Nullable Object race() {
        startedAt = time.nanoTime();
        Watchdog.watch(this);
        Object event;
        try {
            event = first.next();
        } catch (RuntimeException e) {
            first.close();
            return secondAfter(e);
        } finally {
            Watchdog.forget(this);
        }
        ChatStream loser;
        synchronized (this) {
            if (winner == null) {
                winner = first;
                second = second == Second.NOT_SENT ? Second.NEVER : second;
            }
            loser = winner == first ? secondStream : first;
        }
        if (loser == first) {
            first.close();
            return takeSecond();
        }
        if (loser != null) {
            loser.cancel(); // its own thread closes it
        }
        reading = first;
        return event;
    }

    /** The first has failed, or was cut off because the second had won. */
    private @Nullable Object secondAfter(RuntimeException firstFailure) {
        synchronized (this) {
            boolean calledOff = firstFailure instanceof CancelledException && winner == null;
            if (second == Second.NOT_SENT || calledOff) {
                second = second == Second.NOT_SENT ? Second.NEVER : second;
                throw firstFailure;
            }
            if (second == Second.FAILED) {
                throw both(firstFailure, secondFailure);
            }
        }
        try {
            secondDone.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(
                    "The thread was interrupted while it waited for the second request.", ErrorDetails.none(), e);
        }
        synchronized (this) {
            if (winner == null && cancelled) {
                throw secondFailure instanceof CancelledException known ? known : cancellation(firstFailure);
            }
            if (winner == null) {
                throw secondFailure == null ? firstFailure : both(secondFailure, firstFailure);
            }
        }
        return takeSecond();
    }

    private static CancelledException cancellation(RuntimeException firstFailure) {
        return new CancelledException(
                "The call was cancelled while it waited for the second request; the first had failed.",
                ErrorDetails.none(),
                firstFailure);
    }

    private static RuntimeException both(RuntimeException later, @Nullable RuntimeException earlier) {
        if (earlier != null && earlier != later) {
            later.addSuppressed(earlier);
        }
        return later;
    }

    private synchronized @Nullable Object takeSecond() {
        reading = winner;
        warning = new ChatWarning(
                ChatWarning.HEDGED,
                model.name() + " at " + model.host().uri()
                        + " answers a second request: the first had not begun within " + Durations.text(delay) + ".");
        warningIsDue = true;
        return secondEvent;
    }

    // ---- the second request

    /** Sends the second request when it is time to. */
    @Override
    public void check() {
        if (time.nanoTime() - startedAt < delay.toNanos()) {
            return;
        }
        Watchdog.forget(this);
        synchronized (this) {
            if (second != Second.NOT_SENT || cancelled) {
                return;
            }
            second = Second.RUNNING;
        }
        try {
            Threads.start("posada-hedge", this::askSecond);
        } catch (RuntimeException | Error e) {
            failSecond(new IllegalStateException("There was no thread for the second request.", e));
        }
    }

    private void askSecond() {
        try {
            ChatStream stream = model.stream(request());
            boolean wanted;
            synchronized (this) {
                secondStream = stream;
                wanted = winner == null && !cancelled;
            }
            if (wanted) {
                offerSecond(stream, stream.next());
            } else {
                failSecond(null);
            }
        } catch (RuntimeException e) {
            failSecond(e);
        } catch (Error e) {
            failSecond(new IllegalStateException("The second request failed.", e));
            throw e;
        }
    }

    private ChatRequest request() {
        return request.timeouts()
                .map(limits -> limits.less(time.nanoTime() - startedAt, true))
                .map(left -> request.toBuilder().timeouts(left).build())
                .orElse(request);
    }

    private void offerSecond(ChatStream stream, @Nullable Object event) {
        boolean wins;
        synchronized (this) {
            wins = winner == null && !cancelled;
            if (wins) {
                winner = stream;
                secondEvent = event;
            }
        }
        if (wins) {
            first.cancel(); // its reader wakes
        } else {
            stream.close();
        }
        secondDone.countDown();
    }

    private void failSecond(@Nullable RuntimeException cause) {
        ChatStream failed;
        synchronized (this) {
            second = Second.FAILED;
            secondFailure = cause;
            failed = secondStream;
        }
        if (failed != null) {
            failed.close(); // one that was cut off may leave that to whoever owns it
        }
        secondDone.countDown();
    }

    @Override
    public void cancel() {
        ChatStream other;
        synchronized (this) {
            cancelled = true;
            other = secondStream;
        }
        first.cancel();
        if (other != null) {
            other.cancel();
        }
    }
}
