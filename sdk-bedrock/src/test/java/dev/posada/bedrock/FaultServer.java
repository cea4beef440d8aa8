// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A server at the level of sockets, which can do what no proper server does. It plays a script for each request that comes
 * in; a connection stays open after {@link Connection#answer} only.
 */
final class FaultServer implements AutoCloseable {
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /** What the server does with a request. */
    @FunctionalInterface
    interface Script {
        void play(Connection connection) throws IOException, InterruptedException;
    }

    /**
     * A request that came in.
     *
     * @param headers by their names in lower case
     */
    record Request(String method, String path, Map<String, String> headers, String body) {}

    private final ServerSocket socket;
    private final List<Script> scripts;
    private final AtomicInteger played = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private FaultServer(List<Script> scripts) {
        this.scripts = scripts;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Plays one script for all requests. */
    static FaultServer answering(Script script) {
        return new FaultServer(List.of(script));
    }

    /** Plays the scripts one after the other, and the last one from then on. */
    static FaultServer answeringInTurn(Script... scripts) {
        return new FaultServer(List.of(scripts));
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** How many connections were made. */
    int connections() {
        return accepted.get();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "fault-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                accepted.incrementAndGet();
                start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            Connection connection;
            do {
                Request request = read(in);
                if (request == null) {
                    return;
                }
                requests.add(request);
                connection = new Connection(client, in, request);
                scripts.get(Math.min(played.getAndIncrement(), scripts.size() - 1))
                        .play(connection);
            } while (connection.staysOpen);
        } catch (IOException e) {
            // The client went away, which is what some tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ", 3);
        if (first.length < 2) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Request(first[0], first[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until the client has let go of every connection. */
    void awaitNoConnection() {
        long start = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() - start < PATIENCE_NANOS) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(open).as("connections that the client left open").isEmpty();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request, and the way to answer it. */
    static final class Connection {
        private final Socket socket;
        private final InputStream in;
        private final Request request;
        private boolean staysOpen;

        private Connection(Socket socket, InputStream in, Request request) {
            this.socket = socket;
            this.in = in;
            this.request = request;
        }

        String path() {
            return request.path();
        }

        /** Answers properly. The connection stays open. */
        void answer(int status, String type, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            send("HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                    + "\r\n" + lines(headers) + "\r\n");
            send(bytes);
            staysOpen = true;
        }

        private static String lines(String... headers) {
            return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        }

        /** Begins an answer that ends with the connection. */
        void begin() throws IOException {
            send("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nConnection: close\r\n\r\n");
        }

        /** Begins an answer in chunks. */
        void beginChunks() throws IOException {
            send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        void chunk(byte[] bytes) throws IOException {
            send(Integer.toHexString(bytes.length) + "\r\n");
            send(bytes);
            send("\r\n");
        }

        /** Ends an answer in chunks. The connection stays open. */
        void endChunks() throws IOException {
            send("0\r\n\r\n");
            staysOpen = true;
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Ends the connection with a reset rather than properly. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client closes the connection. */
        void awaitEnd() {
            try {
                while (in.read() >= 0) {
                    // Clients do not send more than they were asked for.
                }
            } catch (IOException e) {
                // That is an end, too.
            }
        }
    }
}
