// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What is to happen when a future ends. */
final class Completion {
    private Completion() {}

    /**
     * Does something when a future has ended, at once if it has already.
     *
     * @param action takes the value and the failure, of which one is {@code null}; must not throw
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the action, and it does not fail
    static <T> void of(
            CompletableFuture<T> future, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        future.whenComplete(action);
    }
}
