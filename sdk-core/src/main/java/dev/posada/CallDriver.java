// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Call;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of a pulled call: its source is opened when it is first needed and again for each retry, closed exactly once
 * and never while it is being read, and cut off from any thread.
 *
 * @param <S> what the backend's answer is read from
 */
final class CallDriver<S extends Closeable> {
    private final CallPolicy policy;
    private final Function<Call, S> opener;
    private final Predicate<S> reader;
    private final BooleanSupplier mayRetry;
    private final Supplier<Boolean> readOnce = this::readOnce; // made once: reading is what happens per token
    private final AtomicReference<@Nullable S> source = new AtomicReference<>();
    private volatile boolean cancelled;
    private volatile @Nullable RunningCall call;

    /**
     * A call that has not begun.
     *
     * @param opener sends the request
     * @param reader reads from the source and says whether there is more; the source is closed if this throws
     * @param mayRetry whether nothing of the answer has been handed out yet
     */
    CallDriver(CallPolicy policy, Function<Call, S> opener, Predicate<S> reader, BooleanSupplier mayRetry) {
        this.policy = policy;
        this.opener = opener;
        this.reader = reader;
        this.mayRetry = mayRetry;
    }

    /** Reads on, opening the source first if there is none, and trying again while that makes sense. */
    boolean read() {
        try {
            return running().attempt(readOnce, mayRetry);
        } catch (RuntimeException | Error e) {
            closeSource(); // of a call that was cancelled between two reads
            throw e;
        }
    }

    private boolean readOnce() {
        S current = source.get();
        if (current == null) {
            current = opener.apply(running());
            source.set(current);
        }
        try {
            return reader.test(current);
        } catch (RuntimeException | Error e) {
            closeSource();
            throw e;
        }
    }

    /** The call, which starts its clock when it is first asked for. Only the reading thread may ask. */
    RunningCall running() {
        RunningCall running = call;
        if (running == null) {
            running = new RunningCall(policy);
            call = running;
            if (cancelled) {
                running.cancel();
            }
        }
        return running;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Cuts the call off. A reader that waits wakes and closes the source; without one it is closed here. */
    void cancel() {
        cancelled = true;
        RunningCall running = call;
        if (running != null) {
            running.cancel();
            if (!running.isWaitedFor()) {
                closeSource();
            }
        }
    }

    /** The call has ended by itself. */
    void finish() {
        running().finish();
    }

    /** Never fails: the answer's end has been told, or is about to be, and there must be no other. */
    void closeSource() {
        S current = source.getAndSet(null);
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (IOException | RuntimeException e) {
            System.getLogger(CallDriver.class.getName())
                    .log(Level.DEBUG, "The connection to " + policy.host() + " could not be closed.", e);
        }
    }
}
