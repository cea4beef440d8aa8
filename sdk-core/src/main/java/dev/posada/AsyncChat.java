// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Threads;
import java.util.concurrent.CompletableFuture;

/** An answer that is read to its end in a thread of its own. */
final class AsyncChat extends CompletableFuture<ChatResponse> {
    private final ChatStream stream;

    private AsyncChat(ChatStream stream) {
        this.stream = stream;
    }

    static CompletableFuture<ChatResponse> start(ChatStream stream) {
        AsyncChat chat = new AsyncChat(stream);
        Threads.start("posada-chat", chat::read);
        return chat;
    }

    private void read() {
        try (stream) {
            complete(stream.response());
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        stream.cancel();
        return cancelled;
    }
}
