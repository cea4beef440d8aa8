// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.testkit.SocketServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that misbehaves byte by byte, in the words of this wire. A connection stays open until a script or the client ends it. */
final class FaultServer implements AutoCloseable {
    /** What the server does with a request. */
    interface Script {
        void answer(Peer peer) throws IOException, InterruptedException;
    }

    private final SocketServer server;
    private final CountDownLatch clientHasGone = new CountDownLatch(1);

    FaultServer(Script... scripts) {
        server = SocketServer.of(
                "text/event-stream", Arrays.stream(scripts).map(this::handler).toArray(SocketServer.Handler[]::new));
    }

    private SocketServer.Handler handler(Script script) {
        return connection -> {
            connection.stayOpen();
            script.answer(new Peer(connection));
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

    boolean clientHasGoneWithin(long millis) throws InterruptedException {
        return clientHasGone.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        server.close();
    }

    /** One connection. */
    final class Peer {
        private final SocketServer.Connection connection;

        Peer(SocketServer.Connection connection) {
            this.connection = connection;
        }

        Peer send(String text) throws IOException {
            connection.send(text);
            return this;
        }

        Peer status(int status, String json) throws IOException {
            connection.answer(status, "application/json", json);
            return this;
        }

        Peer begin() throws IOException {
            connection.beginChunks();
            return this;
        }

        Peer event(String data) throws IOException {
            return chunk("data: " + data + "\n\n");
        }

        Peer says(String word) throws IOException {
            return event("{\"id\":\"c1\",\"model\":\"tiny\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word
                    + "\"}}]}");
        }

        Peer finishes() throws IOException {
            return event("{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        }

        Peer chunk(String text) throws IOException {
            connection.chunk(text);
            return this;
        }

        /** The end of an answer that is whole, in one packet. */
        void doneAndEnd() throws IOException {
            connection.lastChunk("data: [DONE]\n\n");
        }

        Peer end() throws IOException {
            connection.endChunks();
            return this;
        }

        void close() throws IOException {
            connection.close();
        }

        void reset() throws IOException {
            connection.reset();
        }

        /** Says nothing more until the client goes. */
        void staySilent() throws IOException {
            connection.awaitEnd();
            clientHasGone.countDown();
            connection.close();
        }
    }
}
