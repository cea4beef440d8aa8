// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A server in place of a model's: it answers as fast as it can with bytes made beforehand, so that what a client takes is the
 * client's own cost. Runs in a process of its own and prints its port.
 */
public final class StandIn implements AutoCloseable {
    private static final int QUEUE = 1024;

    private final ServerSocket listener;
    private final Map<Scenario, Map<Wire, Answers>> answers = new EnumMap<>(Scenario.class);

    /** When clients closed their endless answers, each by the number in its question. */
    private final Map<String, CompletableFuture<Long>> closings = new ConcurrentHashMap<>();

    /** Listens on a free port. */
    public StandIn() throws IOException {
        for (Scenario scenario : Scenario.values()) {
            Map<Wire, Answers> perWire = new EnumMap<>(Wire.class);
            for (Wire wire : Wire.values()) {
                perWire.put(
                        wire, new Answers(wire, scenario.tokens(), scenario.isUnique(), scenario != Scenario.ENDLESS));
            }
            answers.put(scenario, perWire);
        }
        listener = new ServerSocket(0, QUEUE, InetAddress.getLoopbackAddress());
        start(this::accept, "stand-in");
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                start(new StandInConnection(socket, this), "connection");
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new IllegalStateException("The stand-in can't accept connections.", e);
                }
            }
        }
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 256 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    Answers answers(Scenario scenario, Wire wire) {
        return Objects.requireNonNull(
                Objects.requireNonNull(answers.get(scenario)).get(wire));
    }

    void closed(String visit, long nanoTime) {
        closing(visit).complete(nanoTime);
    }

    /**
     * When that endless answer was closed, by the clock that all processes of the machine share; zero if it was not within
     * 300 ms. A client that closes later is not taken for the next one.
     */
    long closedAt(String visit) {
        return closing(visit).completeOnTimeout(0L, 300, TimeUnit.MILLISECONDS).join();
    }

    private CompletableFuture<Long> closing(String visit) {
        return closings.computeIfAbsent(visit, key -> new CompletableFuture<>());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Serves until its standard input ends. */
    public static void main(String[] args) throws IOException {
        try (StandIn server = new StandIn()) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // whoever started the server holds the other end, so it can't outlive them
            }
        }
    }
}
