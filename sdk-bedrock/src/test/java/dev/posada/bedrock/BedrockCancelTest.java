// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.CancelledException;
import dev.posada.ChatStream;
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
class BedrockCancelTest {
    /** More than any machine needs to notice something, and only waited for if the test fails. */
    private static final long PATIENCE_SECONDS = 20;

    private static final byte[] BEGINNING = EventStreamFile.bytes("stream-ends-without-messagestop");

    @RegisterExtension
    final FaultyBedrock bedrock = new FaultyBedrock();

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicLong goneAt = new AtomicLong();

    @Test
    void beforeTheHeadIsSeenByTheServerAtOnce() throws Exception {
        bedrock.serve(this::awaitEnd);
        ChatStream stream = bedrock.model().stream("Hi");
        CompletableFuture<Throwable> reader = read(stream);
        await(asked);

        long start = System.nanoTime();
        stream.cancel();

        assertThat(reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
        await(gone);
        assertThat(Duration.ofNanos(goneAt.get() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void betweenHeadAndFirstTokenIsSeenByTheServerAtOnce() throws Exception {
        bedrock.serve(connection -> {
            connection.beginChunks();
            awaitEnd(connection);
        });
        ChatStream stream = bedrock.model().stream("Hi");
        CompletableFuture<Throwable> reader = read(stream);
        await(asked);

        stream.close();

        assertThat(reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
        await(gone);
    }

    @Test
    void inTheMiddleOfAnAnswerIsSeenByTheServerAtOnce() {
        bedrock.serve(connection -> {
            connection.beginChunks();
            connection.chunk(BEGINNING);
            awaitEnd(connection);
        });

        long start;
        try (ChatStream stream = bedrock.model().stream("Hi")) {
            Iterator<String> words = stream.text().iterator();
            assertThat(words.next()).isEqualTo("The sky");
            start = System.nanoTime();
        }

        await(gone);
        assertThat(Duration.ofNanos(goneAt.get() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void ofAnAnswerInOnePieceIsSeenByTheServerAtOnce() throws Exception {
        bedrock.serve(
                this::awaitEnd,
                builder -> builder.defaultOptions(
                        BedrockOptions.builder().streamed(false).build()));
        ChatStream stream = bedrock.model().stream("Hi");
        CompletableFuture<Throwable> reader = read(stream);
        await(asked);

        stream.cancel();

        assertThat(reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
        await(gone);
    }

    @Test
    void byInterruptKeepsTheFlag() {
        bedrock.serve(SocketServer.Connection::awaitEnd);

        Thread.currentThread().interrupt();
        PosadaException failure = bedrock.failure(PosadaException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(CancelledException.class);
    }

    @Test
    void closingTheHostEndsWhatRuns() throws Exception {
        bedrock.serve(this::awaitEnd);
        CompletableFuture<Throwable> reader = read(bedrock.model().stream("Hi"));
        await(asked);

        bedrock.host().close();

        assertThat(reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(PosadaException.class);
        await(gone);
    }

    @Test
    void isNotNeededForAConnectionToBeUsedAgain() {
        bedrock.serve(connection -> {
            connection.beginChunks();
            connection.lastChunk(EventStreamFile.bytes("stream-answers-in-words"));
        });

        for (int i = 0; i < 50; i++) {
            bedrock.chat();
        }

        assertThat(bedrock.requests()).hasSize(50);
        assertThat(bedrock.server().connections()).isEqualTo(1);
    }

    private void awaitEnd(SocketServer.Connection connection) {
        asked.countDown();
        connection.awaitEnd();
        goneAt.set(System.nanoTime());
        gone.countDown();
    }

    private static CompletableFuture<Throwable> read(ChatStream stream) {
        return CompletableFuture.supplyAsync(() -> catchThrowableOfType(Throwable.class, stream::response));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
