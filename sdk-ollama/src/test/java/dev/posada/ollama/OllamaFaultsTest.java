// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.CancelledException;
import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.HostUnavailableException;
import dev.posada.Limits;
import dev.posada.ModelPull;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes of servers that misbehave. After each test no connection is open, and no thread waits for one. */
class OllamaFaultsTest {
    private static final byte[] WHOLE = Recording.bytes("chat-answers-in-words.ndjson");
    private static final String WHOLE_TEXT = new String(WHOLE, StandardCharsets.UTF_8);
    private static final String FIRST_LINE = WHOLE_TEXT.substring(0, WHOLE_TEXT.indexOf('\n') + 1);
    private static final String REST = WHOLE_TEXT.substring(FIRST_LINE.length());
    private static final FaultServer.Script FINE = connection -> {
        connection.beginChunks();
        connection.chunk(WHOLE_TEXT);
        connection.endChunks();
    };

    /** More than any machine needs to notice something, and only waited for if the test fails. */
    private static final long PATIENCE_SECONDS = 20;

    private FaultServer server;
    private Ollama ollama;

    private void serve(FaultServer.Script... scripts) {
        serve(Ollama.builder().retries(0), scripts);
    }

    private void serve(Ollama.Builder builder, FaultServer.Script... scripts) {
        server = FaultServer.answeringInTurn(scripts);
        ollama = builder.url(server.url()).build();
    }

    @AfterEach
    void nothingIsLeft() {
        ollama.close();
        server.awaitNoConnection();
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains(":" + server.port()));
    }

    private ChatResponse chat() {
        return ollama.chatModel("answers-in-words").chat("A river?");
    }

    private <E extends PosadaException> E failure(Class<E> type) {
        return catchThrowableOfType(type, this::chat);
    }

    @Nested
    class CutOff {
        /** How a connection can end before its time. */
        enum End {
            CLOSED,
            CLOSED_IN_CHUNKS,
            RESET
        }

        @ParameterizedTest
        @EnumSource(End.class)
        void atAnyByteIsNeverASuccess(End end) {
            int[] length = {0};
            serve(connection -> cut(connection, Arrays.copyOf(WHOLE, length[0]), end));

            for (; length[0] < WHOLE.length - 1; length[0]++) {
                PosadaException failure = failure(PosadaException.class);

                assertThat(failure).as("%d bytes", length[0]).isInstanceOf(StreamInterruptedException.class);
                assertThat("The Ucayali flows there.").startsWith(failure.partialText());
            }
        }

        @Test
        void withinTheLastLineKeepsTheWordsBefore() {
            serve(connection -> cut(connection, Arrays.copyOf(WHOLE, WHOLE.length - 20), End.CLOSED));

            assertThat(failure(StreamInterruptedException.class).partialText()).isEqualTo("The Ucayali flows there.");
        }

        @Test
        void afterTheLastBraceIsASuccess() {
            serve(connection -> cut(connection, Arrays.copyOf(WHOLE, WHOLE.length - 1), End.CLOSED));

            assertThat(chat().text()).isEqualTo("The Ucayali flows there.");
        }

        @Test
        void afterTheLastLineIsASuccessAlsoIfTheChunksNeverEnd() {
            serve(connection -> cut(connection, WHOLE, End.CLOSED_IN_CHUNKS));

            assertThat(chat().text()).isEqualTo("The Ucayali flows there.");
        }

        @Test
        void beforeTheHeadIsAReset() {
            serve(FaultServer.Connection::reset);

            assertThat(failure(HostUnavailableException.class).reason())
                    .isEqualTo(HostUnavailableException.Reason.RESET);
        }

        private void cut(FaultServer.Connection connection, byte[] bytes, End end) throws java.io.IOException {
            if (end == End.CLOSED_IN_CHUNKS) {
                connection.beginChunks();
                connection.chunk(new String(bytes, StandardCharsets.UTF_8));
                return;
            }
            connection.begin();
            connection.send(bytes);
            if (end == End.RESET) {
                connection.reset();
            }
        }
    }

    @Nested
    class Slow {
        @Test
        void answersThatGoOnAreNeverKilled() {
            serve(Ollama.builder().retries(0).idleTimeout(Duration.ofSeconds(1)), connection -> {
                connection.begin();
                for (int i = 0; i < 15; i++) {
                    connection.send(FIRST_LINE);
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                connection.send(REST);
            });

            assertThat(chat().text()).startsWith("TheTheThe").endsWith(" flows there.");
        }

        @Test
        void linesThatGoOnByteByByteAreNeverKilled() {
            serve(Ollama.builder().retries(0).idleTimeout(Duration.ofSeconds(1)), connection -> {
                connection.begin();
                connection.send(FIRST_LINE);
                for (byte b : Arrays.copyOf(FIRST_LINE.getBytes(StandardCharsets.UTF_8), 15)) {
                    TimeUnit.MILLISECONDS.sleep(100);
                    connection.send(new byte[] {b});
                }
                connection.send(FIRST_LINE.substring(15) + REST);
            });

            assertThat(chat().text()).isEqualTo("TheThe Ucayali flows there.");
        }

        @Test
        void beginningsEndWithTheFirstTokenTimeout() {
            serve(Ollama.builder().firstTokenTimeout(Duration.ofMillis(200)), FaultServer.Connection::awaitEnd);

            TimeoutException failure = failure(TimeoutException.class);

            assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.FIRST_TOKEN);
            assertThat(server.requests()).hasSize(1);
        }

        @Test
        void stallsEndWithTheIdleTimeoutAndKeepTheWordsBefore() {
            serve(Ollama.builder().idleTimeout(Duration.ofMillis(200)), connection -> {
                connection.begin();
                connection.send(FIRST_LINE);
                connection.awaitEnd();
            });

            TimeoutException failure = failure(TimeoutException.class);

            assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.IDLE);
            assertThat(failure.partialText()).isEqualTo("The");
        }

        @Test
        void stallsInTheMiddleOfALineEndWithTheIdleTimeout() {
            serve(Ollama.builder().idleTimeout(Duration.ofMillis(200)), connection -> {
                connection.begin();
                connection.send(FIRST_LINE + FIRST_LINE.substring(0, 20));
                connection.awaitEnd();
            });

            assertThat(failure(TimeoutException.class).phase()).isEqualTo(TimeoutException.Phase.IDLE);
        }

        @Test
        void thinkingCountsAsTheBeginOfTheAnswer() {
            String thought = "{\"message\":{\"content\":\"\",\"thinking\":\"Hm.\"},\"done\":false}\n";
            serve(Ollama.builder().firstTokenTimeout(Duration.ofMillis(1500)), connection -> {
                connection.begin();
                for (int i = 0; i < 20; i++) {
                    connection.send(thought);
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                connection.send(WHOLE);
            });

            assertThat(chat().thinking()).startsWith("Hm.Hm.Hm.");
        }

        @Test
        void pullsEndWithTheIdleTimeoutOfTheHost() {
            serve(Ollama.builder().idleTimeout(Duration.ofMillis(200)), connection -> {
                connection.begin();
                connection.send("{\"status\":\"pulling manifest\"}\n");
                connection.awaitEnd();
            });

            TimeoutException failure = catchThrowableOfType(TimeoutException.class, () -> {
                try (ModelPull pull = ollama.modelLibrary().pull("m")) {
                    pull.await();
                }
            });

            assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.IDLE);
        }
    }

    @Nested
    class Endless {
        @Test
        void linesEndAtTheLimit() {
            serve(Ollama.builder().retries(0).limits(new Limits(1 << 20, 1 << 16, 1 << 16)), connection -> {
                connection.begin();
                connection.send("{\"message\":{\"content\":\"");
                sendForever(connection, "x".repeat(8192));
            });

            assertThat(failure(ProtocolException.class)).hasMessageContaining("65536");
        }

        @Test
        void answersEndAtTheLimit() {
            serve(Ollama.builder().retries(0).limits(new Limits(1 << 16, 1 << 16, 1 << 16)), connection -> {
                connection.begin();
                sendForever(connection, FIRST_LINE.repeat(50));
            });

            assertThat(failure(ProtocolException.class)).hasMessageContaining("65536");
        }

        @Test
        void linesOfMegabytesAreReadBelowTheLimit() {
            String arguments = "{\"text\":\"" + "x".repeat(9 << 20) + "\"}";
            serve(connection -> {
                connection.begin();
                connection.send("{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"save\",\"arguments\":"
                        + arguments + "}}]},\"done\":true,\"done_reason\":\"stop\"}\n");
            });

            assertThat(chat().toolCalls().get(0).arguments()).isEqualTo(arguments);
        }

        private void sendForever(FaultServer.Connection connection, String text) throws java.io.IOException {
            while (true) {
                connection.send(text);
            }
        }
    }

    @Nested
    class Retries {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"Retry-After: 7 | 7000", "retry-after-ms: 1500 | 1500", "Retry-After: 0 | 0"})
        void knowHowLongToWait(String header, long millis) {
            serve(connection -> connection.answer(429, "application/json", "{\"error\":\"slow down\"}", header));

            assertThat(failure(RateLimitException.class).retryAfter()).contains(Duration.ofMillis(millis));
        }

        @Test
        void knowUntilWhenToWait() {
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(600));
            serve(connection ->
                    connection.answer(429, "application/json", "{\"error\":\"slow down\"}", "Retry-After: " + date));

            Duration wait = failure(RateLimitException.class).retryAfter().orElseThrow();

            assertThat(wait).isBetween(Duration.ofSeconds(500), Duration.ofSeconds(600));
        }

        @Test
        void doNotWaitForLongerThanTheLimit() {
            serve(
                    Ollama.builder(),
                    connection ->
                            connection.answer(429, "application/json", "{\"error\":\"slow\"}", "Retry-After: 3600"));

            assertThat(failure(RateLimitException.class).retryAfter()).contains(Duration.ofHours(1));
            assertThat(server.requests()).hasSize(1);
        }

        @Test
        void bringTheAnswerOnceTheQueueHasRoom() {
            serve(
                    Ollama.builder(),
                    connection ->
                            connection.answer(503, "application/json", "{\"error\":\"busy\"}", "retry-after-ms: 1"),
                    connection ->
                            connection.answer(429, "application/json", "{\"error\":\"slow\"}", "retry-after-ms: 1"),
                    FINE);

            assertThat(chat().text()).isEqualTo("The Ucayali flows there.");
            assertThat(server.requests())
                    .hasSize(3)
                    .extracting(FaultServer.Request::body)
                    .containsOnly(server.requests().get(0).body());
        }

        @Test
        void helpWithToolCallsThatTheServerCouldNotRead() {
            serve(
                    Ollama.builder(),
                    connection -> connection.answer(
                            500,
                            "application/json",
                            "{\"error\":\"error parsing tool call: raw='{'\"}",
                            "retry-after-ms: 1"),
                    FINE);

            assertThat(chat().text()).isEqualTo("The Ucayali flows there.");
        }

        @Test
        void areNotMadeForFailuresThatWillNotPass() {
            serve(
                    Ollama.builder(),
                    connection -> connection.answer(500, "application/json", "{\"error\":\"out of memory\"}"));

            assertThat(failure(HostUnavailableException.class)).hasMessageContaining("out of memory");
            assertThat(server.requests()).hasSize(1);
        }

        @Test
        void areNotMadeAfterTheFirstWords() {
            serve(Ollama.builder(), connection -> {
                connection.begin();
                connection.send(FIRST_LINE + "{\"error\":\"error parsing tool call: raw='{'\"}\n");
            });

            PosadaException failure = failure(PosadaException.class);

            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.partialText()).isEqualTo("The");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Nested
    class Redirects {
        @Test
        void neverCarryTheKeyToAnotherServer() {
            try (FaultServer other = FaultServer.answering(FINE)) {
                serve(
                        Ollama.builder().apiKey("k-secret").header("X-Team-Token", "t-secret"),
                        connection ->
                                connection.answer(307, "text/plain", "", "Location: " + other.url() + "/api/chat"));

                ChatResponse response = chat();

                assertThat(response.text()).isEqualTo("The Ucayali flows there.");
                assertThat(response.warnings()).extracting(ChatWarning::code).contains(ChatWarning.REDIRECTED);
                assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Bearer k-secret");
                FaultServer.Request arrived = other.requests().get(0);
                assertThat(arrived.headers()).doesNotContainKeys("authorization", "x-team-token");
                assertThat(arrived.body()).isEqualTo(server.requests().get(0).body());
            }
        }
    }

    @Nested
    class Cancelling {
        private final CountDownLatch gone = new CountDownLatch(1);
        private final AtomicLong goneAt = new AtomicLong();

        @Test
        void beforeTheFirstTokenIsSeenByTheServerAtOnce() throws Exception {
            CountDownLatch asked = new CountDownLatch(1);
            serve(connection -> {
                asked.countDown();
                awaitEnd(connection);
            });
            ChatStream stream = ollama.chatModel("m").stream("Hi");
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
            serve(connection -> {
                connection.beginChunks();
                connection.chunk(FIRST_LINE);
                awaitEnd(connection);
            });

            long start;
            try (ChatStream stream = ollama.chatModel("m").stream("Hi")) {
                Iterator<String> words = stream.text().iterator();
                assertThat(words.next()).isEqualTo("The");
                start = System.nanoTime();
            }

            await(gone);
            assertThat(Duration.ofNanos(goneAt.get() - start)).isLessThan(Duration.ofSeconds(2));
        }

        @Test
        void wakesAReaderThatWaitsForMore() throws Exception {
            serve(connection -> {
                connection.beginChunks();
                connection.chunk(FIRST_LINE);
                awaitEnd(connection);
            });
            ChatStream stream = ollama.chatModel("m").stream("Hi");
            CompletableFuture<Throwable> reader = read(stream);

            stream.close();

            assertThat(reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
        }

        @Test
        void aPullEndsTheDownload() {
            serve(connection -> {
                connection.beginChunks();
                connection.chunk("{\"status\":\"pulling manifest\"}\n");
                awaitEnd(connection);
            });

            try (ModelPull pull = ollama.modelLibrary().pull("m")) {
                assertThat(pull.iterator().next().status()).isEqualTo("pulling manifest");
            }

            await(gone);
        }

        @Test
        void byInterruptKeepsTheFlag() {
            serve(FaultServer.Connection::awaitEnd);

            Thread.currentThread().interrupt();
            PosadaException failure = failure(PosadaException.class);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure).isInstanceOf(CancelledException.class);
        }

        private void awaitEnd(FaultServer.Connection connection) {
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

    @Nested
    class Connections {
        @Test
        void areUsedAgainAfterAWholeAnswer() {
            serve(FINE);

            chat();
            chat();

            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(1);
        }

        @Test
        void thatTheServerClosedMeanwhileAreNoFailure() {
            serve(connection -> {
                connection.beginChunks();
                connection.chunk(WHOLE_TEXT);
                connection.send("0\r\n\r\n"); // and closes
            });

            chat();
            chat();

            assertThat(server.connections()).isEqualTo(2);
        }

        @Test
        void giveAllWordsThatCameBeforeAnErrorOnTheSamePacket() {
            serve(connection -> {
                connection.begin();
                connection.send(FIRST_LINE + FIRST_LINE + "{\"error\":\"boom\"}\n");
            });
            List<ChatEvent> events = new ArrayList<>();

            assertThatExceptionOfType(HostUnavailableException.class)
                    .isThrownBy(() -> ollama.chatModel("m").stream("Hi").forEach(events::add));

            assertThat(events).filteredOn(ChatEvent.TextDelta.class::isInstance).hasSize(2);
        }
    }
}
