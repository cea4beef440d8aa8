// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Call;
import dev.posada.spi.PullSource;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A download while it runs: a pulled, closeable sequence of progress that can be read once.
 *
 * <p>The sequence ends normally only if the host says that the model is complete; otherwise it ends with a
 * {@link PosadaException}. One thread at a time reads; {@link #close()} may be called from any thread and cancels.
 */
public final class ModelPull implements Iterable<PullProgress>, AutoCloseable {
    private final CallPolicy policy;
    private final CallDriver<PullSource> driver;
    private final AtomicBoolean handedOut = new AtomicBoolean();
    private @Nullable PosadaException failure;
    private @Nullable PullProgress latest;
    private boolean begun;
    private boolean complete;

    private ModelPull(CallPolicy policy, Function<Call, PullSource> opener) {
        this.policy = policy;
        this.driver = new CallDriver<>(policy, opener, this::advance, () -> !begun);
    }

    /**
     * A download over a backend's source. For backends.
     *
     * @param policy where the call goes, and its limits
     * @param opener sends the request; called when the first progress is asked for, and again for each retry
     */
    public static ModelPull of(CallPolicy policy, Function<Call, PullSource> opener) {
        return new ModelPull(policy, opener);
    }

    /**
     * The progress, in order. Waiting for it may throw any {@link PosadaException}.
     *
     * @throws IllegalStateException if the progress is being read already
     */
    @Override
    public Iterator<PullProgress> iterator() {
        if (!handedOut.compareAndSet(false, true)) {
            throw new IllegalStateException("The progress of this download is being read already.");
        }
        return new Progress();
    }

    /**
     * Waits until the model is complete.
     *
     * @throws PosadaException if the download fails
     */
    public void await() {
        handedOut.set(true);
        while (next() != null) {
            // Only the end matters here.
        }
    }

    /** Cancels the download unless it is complete. Any thread; does not throw; may be called again. */
    @Override
    public void close() {
        driver.cancel();
    }

    private @Nullable PullProgress next() {
        if (failure != null) {
            throw failure;
        }
        if (complete) {
            return null;
        }
        try {
            return driver.read() ? latest : null;
        } catch (PosadaException e) {
            policy.complete(e, "");
            failure = e;
            throw e;
        } finally {
            if (complete || failure != null) {
                driver.finish();
                driver.closeSource();
            }
        }
    }

    private boolean advance(PullSource source) {
        latest = source.next();
        driver.running().answered();
        begun = true;
        complete = latest == null;
        return !complete;
    }

    private final class Progress implements Iterator<PullProgress> {
        private @Nullable PullProgress ahead;

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                ahead = ModelPull.this.next();
            }
            return ahead != null;
        }

        @Override
        public PullProgress next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The download is complete.");
            }
            PullProgress progress = Objects.requireNonNull(ahead);
            ahead = null;
            return progress;
        }
    }
}
