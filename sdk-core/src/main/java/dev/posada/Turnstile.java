// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.TimeoutException.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets calls through in the order in which they came, as far as a budget allows. */
final class Turnstile {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Limit.Settings settings;

    // guarded by this
    private final ArrayDeque<Course<?>> line = new ArrayDeque<>();
    private final ArrayDeque<Pass> lastMinute = new ArrayDeque<>();
    private int inside;

    Turnstile(Limit.Settings settings) {
        this.settings = settings;
    }

    /** A call that was let through. */
    static final class Pass {
        private final long at;
        private long tokens;

        Pass(long at, long tokens) {
            this.at = at;
            this.tokens = tokens;
        }
    }

    /** Waits for its turn. */
    Pass enter(Course<?> course) {
        boolean inLine = false;
        try {
            while (true) {
                CountDownLatch bell = course.nextBell();
                long wait;
                synchronized (this) {
                    wait = waitOf(course, inLine);
                    if (wait == 0) {
                        inLine = false;
                        return letThrough(course);
                    }
                    if (!inLine) {
                        join(course, wait);
                        inLine = true;
                    }
                }
                waitFor(course, bell, wait);
            }
        } finally {
            if (inLine) {
                leaveLine(course);
            }
        }
    }

    /** Nanoseconds until the call may enter as things are; {@link #UNKNOWN} where that depends on others. */
    private long waitOf(Course<?> course, boolean inLine) {
        boolean first = inLine ? line.peekFirst() == course : line.isEmpty();
        if (!first || inside >= settings.concurrent()) {
            return UNKNOWN;
        }
        long now = settings.time().nanoTime();
        while (!lastMinute.isEmpty() && now - lastMinute.peekFirst().at >= MINUTE) {
            lastMinute.pollFirst();
        }
        return Math.max(waitForRequests(now), waitForTokens(now, course.estimatedTokens()));
    }

    private long waitForRequests(long now) {
        int surplus = lastMinute.size() - settings.requestsPerMinute();
        if (settings.requestsPerMinute() == 0 || surplus < 0) {
            return 0;
        }
        long wait = 0;
        for (Pass pass : lastMinute) {
            wait = pass.at + MINUTE - now;
            if (surplus-- == 0) {
                break;
            }
        }
        return wait;
    }

    private long waitForTokens(long now, long wanted) {
        if (settings.tokensPerMinute() == 0) {
            return 0;
        }
        long room = settings.tokensPerMinute() - wanted;
        for (Pass pass : lastMinute) {
            room -= pass.tokens;
        }
        long wait = 0;
        for (Pass pass : lastMinute) {
            if (room >= 0) {
                break;
            }
            room += pass.tokens;
            wait = pass.at + MINUTE - now;
        }
        return wait;
    }

    private Pass letThrough(Course<?> course) {
        line.remove(course);
        inside++;
        Pass pass = new Pass(settings.time().nanoTime(), course.estimatedTokens());
        boolean counts = settings.requestsPerMinute() > 0 || settings.tokensPerMinute() > 0;
        if (counts) {
            lastMinute.add(pass);
        }
        wakeFirst();
        return pass;
    }

    private void join(Course<?> course, long wait) {
        if (line.size() >= settings.maxWaiting()) {
            throw refused(
                    "The line for a model is full: " + inside + " calls run and " + line.size()
                            + " wait. Ask for less at once, or raise the limit.",
                    null);
        }
        if (wait != UNKNOWN && wait > settings.maxWait().toNanos()) {
            throw refused(
                    "The limit per minute leaves no room within " + Durations.text(settings.maxWait())
                            + ". Ask later, or raise the limit.",
                    Duration.ofNanos(wait));
        }
        line.add(course);
    }

    private void waitFor(Course<?> course, CountDownLatch bell, long wait) {
        long left = Math.min(settings.maxWait().toNanos() - course.nanosSinceStart(), course.nanosLeftToBegin());
        if (left <= 0) {
            String setting = course.nanosLeftToBegin() <= 0 ? "firstTokenTimeout" : "the limit's longest wait";
            throw course.timeout(Phase.FIRST_TOKEN, Duration.ofNanos(course.nanosSinceStart()), setting);
        }
        course.await(bell, Math.min(wait, left));
    }

    /** Makes room for another one. */
    synchronized void leave(Pass pass, @Nullable Throwable failure, @Nullable Usage usage) {
        inside--;
        if (usage != null && usage.totalTokens() > 0) {
            pass.tokens = usage.totalTokens();
        } else if (failure instanceof PosadaException known
                && !(known instanceof CancelledException)
                && known.partialText().isEmpty()) {
            pass.tokens = 0; // no answer, no tokens
        }
        wakeFirst();
    }

    private synchronized void leaveLine(Course<?> course) {
        line.remove(course);
        wakeFirst();
    }

    private void wakeFirst() {
        Course<?> first = line.peekFirst();
        if (first != null) {
            first.wake();
        }
    }

    private static RateLimitException refused(String message, @Nullable Duration wait) {
        return new RateLimitException(message, ErrorDetails.none().retryAfter(wait));
    }
}
