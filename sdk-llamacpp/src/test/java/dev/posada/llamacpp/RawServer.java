// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that writes bytes of the test's choice: one script for each request, the last one for all that follow. */
final class RawServer implements AutoCloseable {
    /** What happens after a request has come in. */
    interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final List<Script> scripts;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch clientLeft = new CountDownLatch(1);

    RawServer(Script... scripts) throws IOException {
        this.scripts = List.of(scripts);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        background(this::accept);
    }

    private static void background(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Connection connection = new Connection(listener.accept());
                connections.add(connection);
                background(connection::serve);
            }
        } catch (IOException e) {
            // closed at the end of the test
        }
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    int connections() {
        return connections.size();
    }

    boolean clientLeftWithin(long millis) throws InterruptedException {
        return clientLeft.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** One connection, as the server sees it. */
    final class Connection {
        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        private void serve() {
            try {
                while (readRequest() && !socket.isClosed()) {
                    int number = Math.min(requests.getAndIncrement(), scripts.size() - 1);
                    scripts.get(number).run(this);
                }
            } catch (IOException e) {
                // the client has left or the test has ended
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean readRequest() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            for (String line : head.toString().lines().toList()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    in.readNBytes(Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip()));
                }
            }
            return true;
        }

        Connection send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Connection answer(int status, String json) throws IOException {
            return send("HTTP/1.1 " + status
                    + " X\r\nServer: llama.cpp\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                    + "\r\n\r\n" + json);
        }

        Connection head() throws IOException {
            return send(
                    "HTTP/1.1 200 OK\r\nServer: llama.cpp\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        Connection chunk(String text) throws IOException {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            return send(Integer.toHexString(length) + "\r\n" + text + "\r\n");
        }

        Connection word(String word) throws IOException {
            return chunk("data: {\"content\":\"" + word + "\",\"stop\":false}\n\n");
        }

        Connection last() throws IOException {
            return chunk(
                    "data: {\"content\":\"\",\"stop\":true,\"stop_type\":\"eos\",\"tokens_evaluated\":3,\"tokens_predicted\":2}\n\n");
        }

        Connection end() throws IOException {
            return send("0\r\n\r\n");
        }

        void close() throws IOException {
            socket.close();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Does nothing until the client leaves. */
        void hang() throws IOException {
            try {
                while (in.read() >= 0) {
                    // nothing more should come, and if it does it does not matter
                }
            } finally {
                clientLeft.countDown();
                socket.close();
            }
        }
    }
}
