// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatResponse;
import dev.posada.PosadaException;
import dev.posada.testkit.SocketServer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server that misbehaves, and a host for it. After each test no connection is open, and no thread waits for one. */
final class FaultyOllama implements AfterEachCallback {
    /** A whole answer, whose text is {@link #TEXT}. */
    static final byte[] WHOLE = Recording.bytes("chat-answers-in-words.ndjson");

    static final String WHOLE_LINES = new String(WHOLE, StandardCharsets.UTF_8);

    /** The line of the first word. */
    static final String FIRST_LINE = WHOLE_LINES.substring(0, WHOLE_LINES.indexOf('\n') + 1);

    /** All lines after the first. */
    static final String REST = WHOLE_LINES.substring(FIRST_LINE.length());

    static final String TEXT = "The Ucayali flows there.";

    /** Answers as a proper server does. */
    static final SocketServer.Handler FINE = connection -> {
        connection.beginChunks();
        connection.lastChunk(WHOLE_LINES);
    };

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private SocketServer server;
    private Ollama host;

    /** Plays the scripts one after the other, and the last one from then on, for a host without retries. */
    void serve(SocketServer.Handler... scripts) {
        serve(Ollama.builder().retries(0), scripts);
    }

    /** The same for a host that is yet to be built. */
    void serve(Ollama.Builder builder, SocketServer.Handler... scripts) {
        server = server(scripts);
        host = builder.url(server.url()).build();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        host.close();
        server.awaitNoConnection();
        server.close();
        long start = System.nanoTime();
        while (threadsOfItsConnections() > 0) { // one may be about to end
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
            Thread.onSpinWait();
        }
    }

    private long threadsOfItsConnections() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(":" + server.port()))
                .count();
    }

    /** A server of that wire. It plays the scripts one after the other, and the last one from then on. */
    static SocketServer server(SocketServer.Handler... scripts) {
        return SocketServer.of("application/x-ndjson", scripts);
    }

    SocketServer server() {
        return server;
    }

    Ollama host() {
        return host;
    }

    ChatResponse chat() {
        return host.chatModel("answers-in-words").chat("A river?");
    }

    <E extends PosadaException> E failure(Class<E> type) {
        return catchThrowableOfType(type, this::chat);
    }
}
