// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Looks up names in a way that can be given up: the lookup of the platform is deaf to interrupts and may take many seconds, so
 * it runs in a thread of its own, which is left behind when the request is cancelled.
 */
final class CancellableDns implements Dns {
    private final Dns lookup;

    CancellableDns(Dns lookup) {
        this.lookup = lookup;
    }

    @Override
    public List<InetAddress> lookup(String name) throws UnknownHostException {
        ConnectionWatch watch = ConnectionWatch.takeLookingUp();
        if (watch == null || name.equals("localhost")) {
            return lookup.lookup(name);
        }
        CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(addresses, name), "posada-dns");
        thread.setDaemon(true);
        thread.start();
        try {
            CompletableFuture.anyOf(addresses, watch.cancelled()).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(name, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException known ? known : unknown(name, e.getCause());
        }
        return addresses.getNow(List.of()); // none if it was cancelled, which ends the request
    }

    private void complete(CompletableFuture<List<InetAddress>> addresses, String name) {
        try {
            addresses.complete(lookup.lookup(name));
        } catch (UnknownHostException | RuntimeException e) {
            addresses.completeExceptionally(e);
        }
    }

    private static UnknownHostException unknown(String name, @Nullable Throwable cause) {
        UnknownHostException failure = new UnknownHostException(name);
        failure.initCause(cause);
        return failure;
    }
}
