// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client of the AWS SDK that is made when it is first needed, since making one takes a while. Thread-safe. */
final class LazyClient<C extends AutoCloseable> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<C> maker;
    private final boolean owned;
    private volatile @Nullable C client;

    private LazyClient(Supplier<C> maker, boolean owned) {
        this.maker = maker;
        this.owned = owned;
    }

    /** The caller's client, which is not closed here, or one that is made when it is needed. */
    static <C extends AutoCloseable> LazyClient<C> of(@Nullable C given, Supplier<C> maker) {
        return given == null ? new LazyClient<>(maker, true) : new LazyClient<>(() -> given, false);
    }

    C get() {
        C made = client;
        return made == null ? make() : made;
    }

    private C make() {
        lock.lock();
        try {
            C made = client;
            if (made == null) {
                made = maker.get();
                client = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the client, if one was made here. */
    void close() {
        C made = client;
        if (made == null || !owned) {
            return;
        }
        try {
            made.close();
        } catch (Exception e) {
            throw new IllegalStateException("A client of the AWS SDK could not be closed.", e);
        }
    }
}
