// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static dev.posada.ollama.FaultyOllama.FIRST_LINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.CancelledException;
import dev.posada.ChatStream;
import dev.posada.ModelPull;
import dev.posada.PosadaException;
import dev.posada.testkit.SocketServer;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server sees of answers that are not wanted any more. */
class OllamaCancelTest {
    @RegisterExtension
    final FaultyOllama ollama = new FaultyOllama();

    /** More than any machine needs to notice something, and only waited for if the test fails. */
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicLong goneAt = new AtomicLong();

    @Test
    void beforeTheFirstTokenIsSeenByTheServerAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ollama.serve(connection -> {
            asked.countDown();
            awaitEnd(connection);
        });
        ChatStream stream = ollama.host().chatModel("m").stream("Hi");
        CompletableFuture<Throwable> reader = read(stream);
        await(asked);

        long start = System.nanoTime();
        stream.cancel();

        assertThat(reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
        await(gone);
        assertThat(Duration.ofNanos(goneAt.get() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void inTheMiddleOfAnAnswerIsSeenByTheServerAtOnce() {
        ollama.serve(connection -> {
            connection.beginChunks();
            connection.chunk(FIRST_LINE);
            awaitEnd(connection);
        });

        long start;
        try (ChatStream stream = ollama.host().chatModel("m").stream("Hi")) {
            Iterator<String> words = stream.text().iterator();
            assertThat(words.next()).isEqualTo("The");
            start = System.nanoTime();
        }

        await(gone);
        assertThat(Duration.ofNanos(goneAt.get() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void wakesAReaderThatWaitsForMore() throws Exception {
        ollama.serve(connection -> {
            connection.beginChunks();
            connection.chunk(FIRST_LINE);
            awaitEnd(connection);
        });
        ChatStream stream = ollama.host().chatModel("m").stream("Hi");
        CompletableFuture<Throwable> reader = read(stream);

        stream.close();

        assertThat(reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
    }

    @Test
    void aPullEndsTheDownload() {
        ollama.serve(connection -> {
            connection.beginChunks();
            connection.chunk("{\"status\":\"pulling manifest\"}\n");
            awaitEnd(connection);
        });

        try (ModelPull pull = ollama.host().modelLibrary().pull("m")) {
            assertThat(pull.iterator().next().status()).isEqualTo("pulling manifest");
        }

        await(gone);
    }

    @Test
    void byInterruptKeepsTheFlag() {
        ollama.serve(SocketServer.Connection::awaitEnd);

        Thread.currentThread().interrupt();
        PosadaException failure = ollama.failure(PosadaException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(CancelledException.class);
    }

    private void awaitEnd(SocketServer.Connection connection) {
        connection.awaitEnd();
        goneAt.set(System.nanoTime());
        gone.countDown();
    }

    private CompletableFuture<Throwable> read(ChatStream stream) {
        return CompletableFuture.supplyAsync(() -> catchThrowableOfType(Throwable.class, stream::response));
    }

    private void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
