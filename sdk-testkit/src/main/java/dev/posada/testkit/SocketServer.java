// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that writes what a test tells it to, byte by byte, for faults that a {@link Script} has no word for. It knows no
 * protocol beyond the requests of HTTP/1.1.
 *
 * <pre>{@code
 * SocketServer server = SocketServer.of("application/x-ndjson", connection -> {
 *     connection.beginChunks();
 *     connection.chunk("half a line");
 *     connection.reset();
 * });
 * }</pre>
 *
 * <p>It listens on the loopback address. A connection ends with its handler, unless the answer was a whole one. Thread-safe.
 */
public final class SocketServer implements AutoCloseable {
    /** What the server does with a request. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers a request, or does not.
         *
         * @throws IOException where the client has gone, which ends the connection
         * @throws InterruptedException where waiting was interrupted, which ends the connection
         */
        void answer(Connection connection) throws IOException, InterruptedException;
    }

    private final String mediaType;
    private final List<Handler> handlers;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final Listener listener;

    private SocketServer(String mediaType, List<Handler> handlers) {
        this.mediaType = mediaType;
        this.handlers = handlers;
        this.listener = new Listener("socket-server", this::serve);
    }

    /**
     * Starts a server.
     *
     * @param mediaType of answers that are begun and then sent piece by piece
     * @param handlers what it does with the first request, the second and so on; the last one is for all that follow
     */
    public static SocketServer of(String mediaType, Handler... handlers) {
        if (handlers.length == 0) {
            throw new IllegalArgumentException("a server needs a handler");
        }
        return new SocketServer(mediaType, List.of(handlers));
    }

    /** Its address, without a path. */
    public String url() {
        return listener.url();
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** The requests that came in so far. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were made so far. */
    public int connections() {
        return listener.accepted();
    }

    /** Waits until no connection is open any more; to be called after the host was closed, it proves that none leaks. */
    public void awaitNoConnection() {
        listener.awaitNoConnection();
    }

    /** Closes the server and all its connections. */
    @Override
    public void close() {
        listener.close();
    }

    private void serve(Socket socket, int number) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        boolean goesOn = true;
        while (goesOn) {
            Optional<ReceivedRequest> request = RequestReader.read(in, number);
            goesOn = request.isPresent() && answer(new Connection(socket, in, request.get(), mediaType));
        }
    }

    private boolean answer(Connection connection) throws IOException {
        requests.add(connection.request());
        try {
            handlers.get(Math.min(answered.getAndIncrement(), handlers.size() - 1))
                    .answer(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return connection.staysOpen;
    }

    /** A request, and the way to answer it. For the thread of its handler. */
    public static final class Connection {
        private static final String END_OF_CHUNKS = "0\r\n\r\n";

        private final Socket socket;
        private final InputStream in;
        private final ReceivedRequest request;
        private final String mediaType;
        private boolean staysOpen;

        private Connection(Socket socket, InputStream in, ReceivedRequest request, String mediaType) {
            this.socket = socket;
            this.in = in;
            this.request = request;
            this.mediaType = mediaType;
        }

        /** What was asked. */
        public ReceivedRequest request() {
            return request;
        }

        /** The path that was asked for, with its query. */
        public String path() {
            return request.path();
        }

        /** Answers properly. The connection stays open. */
        public void answer(int status, String type, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            send("HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                    + "\r\n" + lines(headers) + "\r\n");
            send(bytes);
            stayOpen();
        }

        private static String lines(String... headers) {
            return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        }

        /** Begins an answer that ends with the connection. */
        public void begin() throws IOException {
            send("HTTP/1.1 200 OK\r\nContent-Type: " + mediaType + "\r\nConnection: close\r\n\r\n");
        }

        /** Begins an answer in chunks. */
        public void beginChunks(String... headers) throws IOException {
            send("HTTP/1.1 200 OK\r\nContent-Type: " + mediaType + "\r\nTransfer-Encoding: chunked\r\n" + lines(headers)
                    + "\r\n");
        }

        /** Sends a chunk of text. */
        public void chunk(String text) throws IOException {
            chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends a chunk. */
        public void chunk(byte[] bytes) throws IOException {
            send(framed(bytes, ""));
        }

        /**
         * Sends a chunk and ends the answer with it, in one packet: who has read the chunk has the end at hand. The connection
         * stays open.
         */
        public void lastChunk(String text) throws IOException {
            lastChunk(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends a chunk and ends the answer with it, in one packet, as {@link #lastChunk(String)}. */
        public void lastChunk(byte[] bytes) throws IOException {
            send(framed(bytes, END_OF_CHUNKS));
            stayOpen();
        }

        private static byte[] framed(byte[] chunk, String rest) {
            byte[] before = (Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] after = ("\r\n" + rest).getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(before.length + chunk.length + after.length)
                    .put(before)
                    .put(chunk)
                    .put(after)
                    .array();
        }

        /** Ends an answer in chunks. The connection stays open. */
        public void endChunks() throws IOException {
            send(END_OF_CHUNKS);
            stayOpen();
        }

        /** Sends text as it is. */
        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends bytes as they are. */
        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Leaves the connection open when the handler is through, whether or not its answer is whole. */
        public void stayOpen() {
            staysOpen = true;
        }

        /** Ends the connection in the middle of whatever it is at. */
        public void close() throws IOException {
            socket.close();
        }

        /** Ends the connection with a reset rather than properly. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client ends the connection, in whichever way. */
        public void awaitEnd() {
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
