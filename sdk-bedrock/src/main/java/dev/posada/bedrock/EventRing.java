// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands events from one thread to another without a lock. One thread at a time writes, one reads, any thread ends it. The
 * writer must not be further ahead than the capacity, and wakes the reader only if that waits.
 *
 * @param <E> the events
 */
final class EventRing<E> {
    private final AtomicReferenceArray<@Nullable E> slots;
    private final int mask;
    private final AtomicReference<@Nullable Object> end = new AtomicReference<>();
    private volatile @Nullable Thread waiter;
    private int written; // the writer's
    private int read; // the reader's

    /**
     * An empty ring.
     *
     * @param capacity a power of two
     */
    EventRing(int capacity) {
        this.slots = new AtomicReferenceArray<>(capacity);
        this.mask = capacity - 1;
    }

    /** Writes an event; false if there is no room for it. */
    boolean put(E event) {
        int slot = written & mask;
        if (slots.get(slot) != null) {
            return false;
        }
        written++;
        slots.set(slot, event);
        wake();
        return true;
    }

    /** Ends it; what was written before is still read. The first end counts. */
    void end(Object mark) {
        if (end.compareAndSet(null, mark)) {
            wake();
        }
    }

    /** Whether it has ended, read to the end or not. */
    boolean isEnded() {
        return end.get() != null;
    }

    /** Whoever takes the waiter away wakes it, so that it looks again and none is forgotten. */
    private void wake() {
        Thread waiting = waiter;
        if (waiting != null) {
            waiter = null;
            LockSupport.unpark(waiting);
        }
    }

    /** The next event; {@code null} if there is none yet. */
    @Nullable
    E poll() {
        int slot = read & mask;
        E event = slots.get(slot);
        if (event != null) {
            slots.set(slot, null);
            read++;
        }
        return event;
    }

    /** The mark of the end, once all before it is read. */
    @Nullable
    Object ending() {
        Object mark = end.get();
        return mark == null || isFilled() ? null : mark; // looked at in this order: nothing is written after the end
    }

    /** Whether an event or the end is there. */
    boolean isReady() {
        return isFilled() || end.get() != null;
    }

    private boolean isFilled() {
        return slots.get(read & mask) != null;
    }

    /**
     * Waits until there is something, or sometimes less long.
     *
     * @param nanos how long at most
     * @throws InterruptedException if the thread is interrupted; its flag is cleared
     */
    void await(long nanos) throws InterruptedException {
        waiter = Thread.currentThread();
        if (!isReady()) {
            LockSupport.parkNanos(this, nanos);
        }
        waiter = null;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
