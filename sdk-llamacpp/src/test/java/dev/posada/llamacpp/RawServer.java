// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.testkit.SocketServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that writes bytes of the test's choice, in llama-server's words. A connection stays open until a script or the client ends it. */
final class RawServer implements AutoCloseable {
    private static final String NAME = "Server: llama.cpp";

    /** What happens after a request has come in. */
    interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    private final SocketServer server;
    private final CountDownLatch clientLeft = new CountDownLatch(1);

    RawServer(Script... scripts) {
        server = SocketServer.of(
                "text/event-stream", Arrays.stream(scripts).map(this::handler).toArray(SocketServer.Handler[]::new));
    }

    private SocketServer.Handler handler(Script script) {
        return connection -> {
            connection.stayOpen();
            script.run(new Connection(connection));
        };
    }

    String url() {
        return server.url();
    }

    int requests() {
        return server.requests().size();
    }

    int connections() {
        return server.connections();
    }

    boolean clientLeftWithin(long millis) throws InterruptedException {
        return clientLeft.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        server.close();
    }

    /** One connection, as the server sees it. */
    final class Connection {
        private static final String LAST =
                "data: {\"content\":\"\",\"stop\":true,\"stop_type\":\"eos\",\"tokens_evaluated\":3,\"tokens_predicted\":2}\n\n";

        private final SocketServer.Connection connection;

        Connection(SocketServer.Connection connection) {
            this.connection = connection;
        }

        Connection send(String text) throws IOException {
            connection.send(text);
            return this;
        }

        Connection answer(int status, String json) throws IOException {
            connection.answer(status, "application/json", json, NAME);
            return this;
        }

        Connection head() throws IOException {
            connection.beginChunks(NAME);
            return this;
        }

        Connection chunk(String text) throws IOException {
            connection.chunk(text);
            return this;
        }

        Connection word(String word) throws IOException {
            return chunk("data: {\"content\":\"" + word + "\",\"stop\":false}\n\n");
        }

        Connection last() throws IOException {
            return chunk(LAST);
        }

        /** The last frame and the end of the answer in one packet. */
        void lastAndEnd() throws IOException {
            connection.lastChunk(LAST);
        }

        Connection end() throws IOException {
            connection.endChunks();
            return this;
        }

        void close() throws IOException {
            connection.close();
        }

        void reset() throws IOException {
            connection.reset();
        }

        /** Does nothing until the client leaves. */
        void hang() throws IOException {
            connection.awaitEnd();
            clientLeft.countDown();
            connection.close();
        }
    }
}
