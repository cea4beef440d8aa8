// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call when its request starts to look for a connection and when it has one.
 *
 * <p>The start is where OkHttp selects the proxy, not where it connects: that happens in other threads, and one that lost the
 * race between two addresses could report its start after the other has won.
 */
final class ConnectionWatch extends EventListener {
    private static final ThreadLocal<@Nullable ConnectionWatch> LOOKING_UP = new ThreadLocal<>();

    private final dev.posada.spi.Call call;
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private volatile boolean acquired;
    private volatile boolean opened;

    ConnectionWatch(dev.posada.spi.Call call) {
        this.call = call;
    }

    /** Whether the request got a connection that had been there before. */
    boolean isReused() {
        return acquired && !opened;
    }

    /** Completes when the request is cancelled. */
    CompletableFuture<Void> cancelled() {
        return cancelled;
    }

    /** The watch of the request that looks up a name in this thread right now. Can be asked once. */
    static @Nullable ConnectionWatch takeLookingUp() {
        ConnectionWatch watch = LOOKING_UP.get();
        LOOKING_UP.remove();
        return watch;
    }

    @Override
    public void proxySelectStart(Call request, HttpUrl url) {
        call.connecting();
    }

    @Override
    public void dnsStart(Call request, String name) {
        LOOKING_UP.set(this);
    }

    /** OkHttp misses a cancel that comes between the end of the TCP handshake and this. */
    @Override
    public void secureConnectStart(Call request) {
        if (request.isCanceled()) {
            throw new CancellationException("The request was cancelled while it connected.");
        }
    }

    @Override
    public void connectEnd(Call request, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        opened = true;
    }

    @Override
    public void connectionAcquired(Call request, Connection connection) {
        acquired = true;
        call.connected();
    }

    @Override
    public void canceled(Call request) {
        cancelled.complete(null);
    }
}
