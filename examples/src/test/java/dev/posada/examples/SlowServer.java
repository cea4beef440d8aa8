// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An Ollama server that begins an answer, says no more, and notices when the caller goes. */
public final class SlowServer implements AutoCloseable {
    private final CountDownLatch callerIsGone = new CountDownLatch(1);
    private final String beginning;
    private final ServerSocket socket;

    public SlowServer(String beginning) throws IOException {
        this.beginning = beginning;
        this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "slow server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the caller of a chat goes within some seconds. */
    public boolean isLeftWithin(int seconds) throws InterruptedException {
        return callerIsGone.await(seconds, TimeUnit.SECONDS);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String uri() {
        return "ollama://127.0.0.1:" + port();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                answer(caller);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        InputStream in = caller.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        if (!head.toString().startsWith("POST /api/chat")) {
            String nothing = "{\"models\":[]}";
            caller.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                    + nothing.length() + "\r\n\r\n" + nothing)
                            .getBytes(StandardCharsets.US_ASCII));
            return;
        }
        caller.getOutputStream()
                .write(("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n"
                                + beginning)
                        .getBytes(StandardCharsets.UTF_8));
        caller.getOutputStream().flush();
        try {
            while (in.read() >= 0) {
                // The rest of the request.
            }
        } catch (IOException e) {
            // A reset is a caller who has gone, too.
        }
        callerIsGone.countDown();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
