// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.CancelledException;
import dev.posada.ChatStream;
import dev.posada.TimeoutException;
import dev.posada.TimeoutException.Phase;
import dev.posada.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever a request hangs, it can be cut off at once: by cancelling, by an interrupt, and by a timeout. */
class CuttingOffTest {
    /** Where a request hangs. */
    enum Hanging {
        LOOKING_UP_THE_NAME(Phase.CONNECT),
        CONNECTING(Phase.CONNECT),
        SHAKING_HANDS(Phase.CONNECT),
        SENDING(Phase.FIRST_TOKEN),
        WAITING_FOR_THE_HEAD(Phase.FIRST_TOKEN),
        WAITING_FOR_THE_BODY(Phase.FIRST_TOKEN),
        READING_THE_BODY(Phase.IDLE);

        private final Phase phase;

        Hanging(Phase phase) {
            this.phase = phase;
        }
    }

    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer(peer -> {
            throw new IOException("replaced by each test");
        });
    }

    @AfterEach
    void stop() throws IOException {
        testIsOver.countDown();
        server.close();
    }

    /** A host whose requests hang as wanted, and a server that opens {@link #hangs} where they do. */
    private TestHost host(Hanging where) throws IOException {
        server.close();
        server = new RawServer(peer -> {
            if (where == Hanging.SENDING || where == Hanging.SHAKING_HANDS) {
                hangs.countDown();
                await(testIsOver);
                return;
            }
            peer.readRequest();
            if (where != Hanging.WAITING_FOR_THE_HEAD) {
                peer.startStream();
            }
            if (where == Hanging.READING_THE_BODY) {
                peer.chunk("{\"text\":\"Hel\"}\n");
            }
            hangs.countDown();
            peer.awaitEnd();
        });
        String address = "127.0.0.1:" + server.port();
        return switch (where) {
            case LOOKING_UP_THE_NAME ->
                TestHost.at("http://slow.example:1")
                        .httpClient(new OkHttpClient.Builder().dns(this::lookUp).build());
            case CONNECTING ->
                TestHost.at("http://" + address)
                        .httpClient(new OkHttpClient.Builder()
                                .socketFactory(new TestSockets((socket, target) -> hang(socket)))
                                .build());
            case SHAKING_HANDS -> TestHost.at("https://" + address);
            default -> TestHost.at("http://" + address);
        };
    }

    private static HttpRequest request(Hanging where) {
        return where == Hanging.SENDING
                ? HttpRequest.post("/chat", new byte[64 << 20], "application/json")
                        .accept(HttpRequest.NDJSON)
                : TestStreams.request();
    }

    @ParameterizedTest
    @EnumSource
    void cancellingWakesTheReader(Hanging where) throws Exception {
        try (HttpTransport transport = host(where).retries(0).build()) {
            ChatStream stream = TestStreams.open(transport, request(where));
            CompletableFuture<Throwable> failure = failureOf(stream, new CompletableFuture<>());
            await(hangs);

            stream.cancel();

            assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
        }
    }

    /** Between TCP and TLS lies a moment in which OkHttp itself would not notice. */
    @RepeatedTest(50)
    void cancellingAtTheVeryBeginOfAHandshakeWakesTheReader() throws Exception {
        cancellingWakesTheReader(Hanging.SHAKING_HANDS);
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptWakesTheReader(Hanging where) throws Exception {
        try (HttpTransport transport = host(where).retries(0).build()) {
            ChatStream stream = TestStreams.open(transport, request(where));
            CompletableFuture<Thread> reader = new CompletableFuture<>();
            CompletableFuture<Throwable> failure = failureOf(stream, reader);
            await(hangs);

            reader.get().interrupt();

            assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsTimeoutWakesTheReader(Hanging where) throws Exception {
        Timeouts none = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        Duration limit = Duration.ofMillis(150);
        Timeouts timeouts = switch (where.phase) {
            case CONNECT -> none.connect(limit);
            case FIRST_TOKEN -> none.firstToken(limit);
            default -> none.idle(limit);
        };
        try (HttpTransport transport = host(where).timeouts(timeouts).build()) {
            ChatStream stream = TestStreams.open(transport, request(where));

            Throwable failure = failureOf(stream, new CompletableFuture<>()).get(5, TimeUnit.SECONDS);

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            TimeoutException.class,
                            timeout -> assertThat(timeout.phase()).isEqualTo(where.phase));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTotalTimeoutWakesTheReader(Hanging where) throws Exception {
        try (HttpTransport transport =
                host(where).totalTimeout(Duration.ofMillis(150)).build()) {
            ChatStream stream = TestStreams.open(transport, request(where));

            Throwable failure = failureOf(stream, new CompletableFuture<>()).get(5, TimeUnit.SECONDS);

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            TimeoutException.class,
                            timeout -> assertThat(timeout.phase()).isEqualTo(Phase.TOTAL));
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTheHostWakesTheReader(Hanging where) throws Exception {
        HttpTransport transport = host(where).retries(0).build();
        ChatStream stream = TestStreams.open(transport, request(where));
        CompletableFuture<Throwable> failure = failureOf(stream, new CompletableFuture<>());
        await(hangs);

        transport.close();

        assertThat(failure.get(5, TimeUnit.SECONDS))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("was closed while a call ran");
    }

    /** The best of several tries, since a busy machine may delay any one; OkHttp's own closing would take a tenth of a second. */
    @Test
    void theServerSeesTheConnectionGoAtOnce() throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            try (HttpTransport transport = host(Hanging.READING_THE_BODY).build()) {
                ChatStream stream = TestStreams.open(transport);
                stream.text().iterator().next();

                long closed = System.nanoTime();
                stream.close();

                best = Math.min(best, server.end() - closed);
            }
        }

        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(30));
    }

    @Test
    void aCancelledRequestLeavesNoConnectionInThePool() throws Exception {
        OkHttpClient client = new OkHttpClient();
        try (HttpTransport transport =
                host(Hanging.READING_THE_BODY).httpClient(client).build()) {
            ChatStream stream = TestStreams.open(transport);
            stream.text().iterator().next();

            stream.close();

            server.end();
            assertThat(client.connectionPool().connectionCount()).isZero();
        }
    }

    // ---- ways to hang

    private List<InetAddress> lookUp(String name) throws UnknownHostException {
        hangs.countDown();
        await(testIsOver);
        throw new UnknownHostException(name);
    }

    private void hang(TestSockets.TestSocket socket) throws IOException {
        hangs.countDown();
        socket.hang();
    }

    // ---- helpers

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a stream in another thread. */
    private static CompletableFuture<Throwable> failureOf(ChatStream stream, CompletableFuture<Thread> reader) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                stream.response();
                failure.complete(new AssertionError("The stream ended well."));
            } catch (Throwable e) {
                failure.complete(e);
            }
        });
        thread.setDaemon(true);
        reader.complete(thread);
        thread.start();
        return failure;
    }
}
