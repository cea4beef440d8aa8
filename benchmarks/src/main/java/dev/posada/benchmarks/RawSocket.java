// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What reading the bytes costs alone: it looks for the content's field and for the answer's end, and hands out the same word
 * each time. No client for anything but comparison.
 */
public final class RawSocket implements Contestant {

    /** A zero and two line ends; the head ends in two line ends as well. */
    private static final long LAST_CHUNK = 0x300D0A0D0AL;

    private static final long LAST_CHUNK_BITS = 0xFFFFFFFFFFL;

    /** For the programs that measure. */
    public RawSocket() {}

    @Override
    public Client open(Wire wire, String url) {
        URI uri = URI.create(url);
        return new RawClient(uri.getPort(), uri.getPath() + wire.path(), content(wire), new ConcurrentLinkedDeque<>());
    }

    private static byte[] content(Wire wire) {
        return (wire == Wire.BEDROCK ? "text\":\"" : "content\":\"").getBytes(StandardCharsets.US_ASCII);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record RawClient(int port, String path, byte[] content, ConcurrentLinkedDeque<Connection> idle)
            implements Client {
        @Override
        public String chat(String prompt) {
            ArrayDeque<String> last = new ArrayDeque<>(1);
            stream(prompt, words -> last.isEmpty() ? last.add(words) : true);
            return last.getFirst();
        }

        @Override
        public void stream(String prompt, Words reader) {
            try {
                Connection connection = idle.poll();
                if (connection == null) {
                    connection = new Connection(new Socket(InetAddress.getLoopbackAddress(), port), content);
                }
                if (connection.exchange(path, prompt, reader)) {
                    idle.push(connection);
                } else {
                    connection.socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Connection {
        private final Socket socket;
        private final byte[] content;
        private final byte[] buffer = new byte[16 * 1024];

        Connection(Socket socket, byte[] content) {
            this.socket = socket;
            this.content = content;
        }

        boolean exchange(String path, String prompt, Words reader) throws IOException {
            String body = "{\"model\":\"stand-in\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
                    + prompt + "\"}]}";
            String request = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream(), reader);
        }

        private boolean read(InputStream in, Words reader) throws IOException {
            int matched = 0;
            long tail = 0;
            while (true) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new IOException("The server closed the connection.");
                }
                for (int i = 0; i < count; i++) {
                    byte b = buffer[i];
                    if (matched == content.length) {
                        matched = 0;
                        if (b != '"' && !reader.take(" word")) {
                            return false;
                        }
                    } else {
                        matched = b == content[matched] ? matched + 1 : b == content[0] ? 1 : 0;
                    }
                    tail = (tail << 8) | (b & 0xFF);
                }
                if ((tail & LAST_CHUNK_BITS) == LAST_CHUNK) {
                    return true;
                }
            }
        }
    }
}
