// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.concurrent.CompletableFuture;

/** Reads a stream to its end in a thread of its own. */
final class AsyncChat {
    private AsyncChat() {}

    static CompletableFuture<ChatResponse> start(ChatStream stream) {
        CompletableFuture<ChatResponse> future = new CompletableFuture<>();
        // Runs for every outcome; closing a stream that has been read to its end does nothing.
        future.whenComplete((response, failure) -> stream.close());
        Threads.start("posada-chat", () -> read(stream, future));
        return future;
    }

    private static void read(ChatStream stream, CompletableFuture<ChatResponse> future) {
        try {
            future.complete(stream.response());
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
        }
    }
}
