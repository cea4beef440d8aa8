// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Takes connections on the loopback address and serves each in a thread of its own. Thread-safe. */
final class Listener implements AutoCloseable {
    /** More than any machine needs, and only waited for if a test fails. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What is done with a connection, which is closed afterwards. */
    interface Service {
        /** Serves the connection of that number, counted from 1. */
        void serve(Socket socket, int number) throws IOException;
    }

    private final String name;
    private final Service service;
    private final ServerSocket socket;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    /** Listens from now on. The name is that of its threads. */
    Listener(String name, Service service) {
        this.name = name;
        this.service = service;
        try {
            this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** How many connections were made so far. */
    int accepted() {
        return accepted.get();
    }

    /** How many connections are open now. */
    int open() {
        return open.size();
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                open.add(client);
                int number = accepted.incrementAndGet();
                start(() -> serve(client, number));
            }
        } catch (IOException e) {
            // closed
        } finally {
            closed.countDown();
        }
    }

    private void serve(Socket client, int number) {
        try (client) {
            client.setTcpNoDelay(true);
            service.serve(client, number);
        } catch (IOException e) {
            // The client went away, which is what some tests are about, or the server was closed.
        } finally {
            open.remove(client);
        }
    }

    /** Closes all connections now, and none that come. */
    void closeConnections() {
        open.forEach(Listener::close);
    }

    /**
     * Waits until no connection is open any more.
     *
     * @throws AssertionError if some still are after a long time
     */
    void awaitNoConnection() {
        await(open::isEmpty, "connections are still open");
    }

    /**
     * Waits until something holds.
     *
     * @throws AssertionError if it still does not after a long time
     */
    void await(BooleanSupplier condition, String complaint) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError(complaint + " after " + PATIENCE + ": " + open);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Listens no more and closes all connections. */
    @Override
    public void close() {
        try {
            socket.close();
            // Until its thread has left it, the kernel goes on taking connections for a listener that is closed.
            closed.await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeConnections();
    }

    private static void close(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
