// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server of plain bytes: a script says what happens on each connection, however wrong. */
final class RawServer implements AutoCloseable {
    private static final int SECONDS = 10;

    private final ServerSocket socket;
    private final Script script;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final CountDownLatch acknowledged = new CountDownLatch(1);
    private final BlockingQueue<Long> ends = new LinkedBlockingQueue<>();

    /** What the server does with a connection. When it returns, the connection is closed. */
    interface Script {
        void serve(Peer peer) throws IOException;
    }

    RawServer(Script script) throws IOException {
        this.script = script;
        this.socket = new ServerSocket(0, 600, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Peer peer = new Peer(socket.accept(), peers.size() + 1);
                peers.add(peer);
                start(peer::serve);
            }
        } catch (IOException e) {
            // the server was closed
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** How many connections there were. */
    int connections() {
        return peers.size();
    }

    /** Waits for the next request and gives it, head and body. */
    String request() throws InterruptedException {
        String request = requests.poll(SECONDS, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("No request came.");
        }
        return request;
    }

    /** Whether all requests were taken. */
    boolean hasNoMoreRequests() {
        return requests.isEmpty();
    }

    /** Lets a script go on that waits for the client to have seen what it sent. */
    void acknowledge() {
        acknowledged.countDown();
    }

    /** Waits until a client has gone and gives the moment, by {@link System#nanoTime()}. */
    long end() throws InterruptedException {
        Long end = ends.poll(SECONDS, TimeUnit.SECONDS);
        if (end == null) {
            throw new AssertionError("The client did not close its connection.");
        }
        return end;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Peer peer : peers) {
            peer.socket.close();
        }
    }

    /** One connection. */
    final class Peer {
        private final Socket socket;
        private final int number;
        private final InputStream in;

        Peer(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.number = number;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        private void serve() {
            try (socket) {
                script.serve(this);
            } catch (IOException e) {
                // the client has gone, as in many tests it should
            }
        }

        /** The connection's number, from 1. */
        int number() {
            return number;
        }

        /** Reads a request; false if the client has closed the connection. */
        boolean readRequest() throws IOException {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                if (b < 0) {
                    return false;
                }
                request.append((char) b);
            }
            byte[] body = in.readNBytes(contentLength(request.toString()));
            requests.add(request + new String(body, StandardCharsets.UTF_8));
            return true;
        }

        private static int contentLength(String head) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends a whole answer. */
        void answer(String statusAndHeaders, String body) throws IOException {
            send("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                    + "\r\n\r\n" + body);
        }

        /** Sends the head of an answer in chunks. */
        void startStream() throws IOException {
            send("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        void chunk(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            send(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
        }

        /** Sends a chunk and the end of the answer in one packet. */
        void lastChunk(String text) throws IOException {
            send(Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n0\r\n\r\n");
        }

        void endStream() throws IOException {
            send("0\r\n\r\n");
        }

        /** Waits until the test says that the client has seen what was sent. */
        void awaitAck() throws IOException {
            try {
                acknowledged.await(SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** Waits until the client closes or resets the connection. */
        void awaitEnd() {
            try {
                while (in.read() >= 0) {
                    // what still comes does not matter
                }
            } catch (IOException e) {
                // a reset is an end as well
            }
            ends.add(System.nanoTime());
        }

        void close() throws IOException {
            socket.close();
        }

        /** Closes the connection with a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
