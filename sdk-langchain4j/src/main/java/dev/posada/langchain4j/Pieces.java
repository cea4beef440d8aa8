// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.posada.spi.EventSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Between the thread that a provider hands its pieces over in and the one that reads: few pieces wait, then the provider does. */
final class Pieces {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Consumer<EventSink>> waiting = new ArrayDeque<>();
    private @Nullable Throwable failure;
    private boolean complete;
    private boolean closed;

    Pieces(int capacity) {
        this.capacity = capacity;
    }

    /** Hands a piece over, waiting for room. False if nobody wants it any more. */
    boolean put(Consumer<EventSink> piece) {
        lock.lock();
        try {
            while (waiting.size() >= capacity && !closed) {
                changed.await();
            }
            if (closed || complete) {
                return false;
            }
            waiting.add(piece);
            changed.signalAll();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come; why, if it is a failure. What comes first counts. */
    void end(@Nullable Throwable reason) {
        lock.lock();
        try {
            if (!complete) {
                complete = true;
                failure = reason;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody wants more. Whoever waits wakes. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next piece; waits for it. {@code null} at the end, or once closed.
     *
     * @throws Failed if a failure comes next
     */
    @Nullable
    Consumer<EventSink> take() throws InterruptedException, Failed {
        lock.lock();
        try {
            while (waiting.isEmpty() && !complete && !closed) {
                changed.await();
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** The next piece if it is at hand. */
    @Nullable
    Consumer<EventSink> poll() {
        lock.lock();
        try {
            return waiting.isEmpty() ? null : next();
        } catch (Failed e) {
            throw new IllegalStateException("A failure comes after all pieces.", e);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Consumer<EventSink> next() throws Failed {
        Consumer<EventSink> piece = waiting.poll();
        if (piece == null && failure != null && !closed) {
            throw new Failed(failure);
        }
        changed.signalAll();
        return piece;
    }

    /** The provider reported a failure, which is the cause. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final Throwable reason;

        Failed(Throwable reason) {
            super(reason);
            this.reason = reason;
        }

        Throwable reason() {
            return reason;
        }
    }
}
