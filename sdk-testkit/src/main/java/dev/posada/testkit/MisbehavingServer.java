// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that speaks a {@link Wire} and does what no proper server does, down to the socket: it plays a {@link Script} for
 * each request that asks a model, and answers the others as a proper server would.
 *
 * <pre>{@code
 * try (MisbehavingServer server = MisbehavingServer.of(Wire.ollama(), Script.answer().text("Half").reset());
 *         ModelHost host = Ollama.at(server.url())) {
 *     assertThatThrownBy(() -> host.chatModel("m").chat("Hi")).isInstanceOf(StreamInterruptedException.class);
 * }
 * }</pre>
 *
 * <p>It listens on the loopback address, uses nothing but sockets of the JDK, and sees at once when a client goes. Nothing in a
 * test has to sleep: stalls end with the client, with the server, or when the test says so ({@link Script#await}).
 * Thread-safe.
 */
public final class MisbehavingServer implements AutoCloseable {
    /** A server that sent nothing for so long is held up. */
    private static final Duration HELD_UP = Duration.ofMillis(100);

    private final Wire wire;
    private final List<Script> scripts;
    private final Listener listener;
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger played = new AtomicInteger();
    private final AtomicInteger playing = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong goneAt = new AtomicLong();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile int requestsPerConnection = Integer.MAX_VALUE;
    private volatile boolean keepsRecord = true;

    private MisbehavingServer(Wire wire, List<Script> scripts) {
        this.wire = wire;
        this.scripts = scripts;
        this.listener = new Listener("misbehaving-server", this::serve);
    }

    /**
     * Starts a server.
     *
     * @param wire the protocol that it speaks
     * @param scripts what it does with the first question, the second and so on; the last one is for all that follow
     */
    public static MisbehavingServer of(Wire wire, Script... scripts) {
        if (scripts.length == 0) {
            throw new IllegalArgumentException("a server needs a script");
        }
        return new MisbehavingServer(wire, List.of(scripts));
    }

    /** Its address, without a path. */
    public String url() {
        return listener.url();
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** All requests that came in so far. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests that asked a model, and so were answered by a script. */
    public List<ReceivedRequest> questions() {
        return requests.stream().filter(this::isQuestion).toList();
    }

    /** How many connections were made so far. */
    public int connections() {
        return listener.accepted();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return listener.open();
    }

    /** Keeps no requests from now on, for runs so long that these would fill the memory. */
    public MisbehavingServer withoutRecord() {
        keepsRecord = false;
        return this;
    }

    /** Closes each connection after so many requests, without having said so. */
    public MisbehavingServer closingConnectionsAfter(int count) {
        requestsPerConnection = count;
        return this;
    }

    /** Closes all connections now, as servers do with those that lay idle. */
    public void closeConnections() {
        listener.closeConnections();
        awaitNoConnection();
    }

    /** Waits until a question has come in. */
    public void awaitQuestion() {
        await(asked, "no question came in");
    }

    /**
     * Waits until a client has gone in the midst of an answer.
     *
     * @return when that was, as {@link System#nanoTime()}
     */
    public long awaitClientGone() {
        await(gone, "no client went away in the midst of an answer");
        return goneAt.get();
    }

    /** Waits until nobody is left in the midst of an answer; one whose question never got here is not. */
    void awaitNobodyAnswered() {
        listener.await(() -> playing.get() == 0, "there is still a client in the midst of an answer");
    }

    /** Whether a client has gone in the midst of an answer. */
    public boolean clientHasGone() {
        return gone.getCount() == 0;
    }

    /** Waits until no connection is open any more; to be called after the host was closed, it proves that none leaks. */
    public void awaitNoConnection() {
        listener.awaitNoConnection();
    }

    /**
     * Waits until the server can't send any more because nobody reads.
     *
     * @return how many bytes of bodies it has sent until then
     */
    public long awaitHeldUp() {
        long start = System.nanoTime();
        long before = -1;
        while (before != sent.get() || before <= 0) {
            if (System.nanoTime() - start > Listener.PATIENCE.toNanos()) {
                throw new AssertionError("the server could send " + sent + " bytes, and nothing held it up");
            }
            before = sent.get();
            LockSupport.parkNanos(HELD_UP.toNanos());
        }
        return before;
    }

    private static void await(CountDownLatch latch, String complaint) {
        try {
            if (!latch.await(Listener.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(complaint + " within " + Listener.PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting, and " + complaint, e);
        }
    }

    private void serve(Socket socket, int number) throws IOException {
        BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
        boolean goesOn = true;
        for (int count = 1; goesOn && count <= requestsPerConnection; count++) {
            Optional<ReceivedRequest> request = RequestReader.read(in, number);
            goesOn = request.isPresent() && answer(request.get(), new Performance(wire, socket, in, sent));
        }
    }

    private boolean answer(ReceivedRequest request, Performance performance) {
        if (keepsRecord) {
            requests.add(request);
        }
        try {
            if (!isQuestion(request)) {
                performance.besides(request.path());
                return true;
            }
            Script script = scripts.get(Math.min(played.getAndIncrement(), scripts.size() - 1));
            asked.countDown();
            return play(script, performance);
        } catch (IOException e) {
            goneAt.compareAndSet(0, System.nanoTime());
            gone.countDown();
            return false;
        }
    }

    private boolean play(Script script, Performance performance) throws IOException {
        playing.incrementAndGet();
        try {
            return performance.play(script);
        } finally {
            playing.decrementAndGet();
        }
    }

    private boolean isQuestion(ReceivedRequest request) {
        return wire.asksModel(request.method(), request.path());
    }

    /** Closes the server and all its connections. */
    @Override
    public void close() {
        listener.close();
    }
}
