// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.CancelledException;
import dev.posada.ChatEvent;
import dev.posada.ChatStream;
import dev.posada.CompletionRequest;
import dev.posada.HostUnavailableException;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;
import dev.posada.TimeoutException.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that breaks the rules of llama-server's own endpoints, down to the socket. */
@Timeout(30)
class LlamaCppFaultTest {
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final RawServer.Script ANSWERS =
            connection -> connection.head().word("Hi").lastAndEnd();
    private static final RawServer.Script TOKENS = connection -> connection.answer(200, "{\"tokens\":[1,2]}");

    private RawServer server;
    private LlamaCpp host;

    private void serve(RawServer.Script... scripts) throws IOException {
        serveWith(builder -> builder, scripts);
    }

    private void serveWith(UnaryOperator<LlamaCpp.Builder> settings, RawServer.Script... scripts) throws IOException {
        server = new RawServer(scripts);
        host = settings.apply(LlamaCpp.builder().url(server.url()).retries(0)).build();
    }

    @AfterEach
    void closeBoth() throws IOException {
        host.close();
        server.close();
    }

    private ChatStream ask() {
        return host.completionModel("tiny").stream(CompletionRequest.of("Say hi: "));
    }

    private <E extends PosadaException> E failure(Class<E> type) {
        return catchThrowableOfType(type, () -> ask().response());
    }

    @Test
    void anAnswerThatIsCutOffIsAnInterruption() throws IOException {
        serve(connection -> connection.head().word("Half").close());

        assertThat(failure(StreamInterruptedException.class).partialText()).isEqualTo("Half");
    }

    @Test
    void anAnswerThatIsCutInAFrameIsAnInterruption() throws IOException {
        serve(connection ->
                connection.head().word("Half").chunk("data: {\"content\":\"of").close());

        assertThat(failure(StreamInterruptedException.class).partialText()).isEqualTo("Half");
    }

    @Test
    void aResetIsAnInterruption() throws IOException {
        serve(connection -> connection.head().word("Half").reset());

        assertThat(failure(StreamInterruptedException.class).partialText()).isIn("Half", "");
    }

    @Test
    void aCleanEndWithoutTheLastFrameIsAnInterruption() throws IOException {
        serve(connection -> connection.head().word("All").end());

        assertThat(failure(StreamInterruptedException.class).partialText()).isEqualTo("All");
    }

    @Test
    void theLastFrameIsTheEndThoughTheConnectionStaysOpen() throws IOException {
        serve(connection -> connection.head().word("Hi").last().hang());

        assertThat(ask().response().text()).isEqualTo("Hi");
    }

    @Test
    void nothingIsReadBeyondTheLastFrame() throws IOException {
        serve(connection -> connection.head().word("Hi").last().word(" there").end());

        assertThat(ask().response().text()).isEqualTo("Hi");
    }

    @Test
    void silenceBeforeTheHeadersRunsIntoTheTimeForTheFirstToken() throws IOException {
        serveWith(builder -> builder.firstTokenTimeout(SHORT), RawServer.Connection::hang);

        assertThat(failure(TimeoutException.class).phase()).isEqualTo(Phase.FIRST_TOKEN);
    }

    @Test
    void aLongQueueBeforeTheHeadersIsNoIdleness() throws IOException {
        serveWith(builder -> builder.idleTimeout(SHORT), connection -> {
            server.clientLeftWithin(3 * SHORT.toMillis());
            connection.head().word("Hi").last().end();
        });

        assertThat(ask().response().text()).isEqualTo("Hi");
    }

    @Test
    void pingsDoNotHideThatAnAnswerHasStopped() throws IOException {
        serveWith(builder -> builder.idleTimeout(SHORT), connection -> {
            connection.head().word("Half");
            while (!server.clientLeftWithin(20)) {
                connection.chunk(":\n\n"); // fails when the client has left, which ends the script
            }
        });

        TimeoutException failure = failure(TimeoutException.class);

        assertThat(failure.phase()).isEqualTo(Phase.IDLE);
        assertThat(failure.partialText()).isEqualTo("Half");
    }

    @Test
    void aSlowAnswerIsLeftInPeace() throws IOException {
        serveWith(builder -> builder.idleTimeout(SHORT.multipliedBy(4)), connection -> {
            connection.head();
            for (int i = 0; i < 30; i++) {
                connection.word("x");
                server.clientLeftWithin(50);
            }
            connection.last().end();
        });

        assertThat(ask().response().text()).hasSize(30);
    }

    @Test
    void aFrameThatIsNoJsonMakesNoSense() throws IOException {
        serve(connection ->
                connection.head().word("Half").chunk("data: oops\n\n").end());

        assertThat(failure(ProtocolException.class).partialText()).isEqualTo("Half");
    }

    @Test
    void anEndlessAnswerEndsAtTheLimit() throws IOException {
        serveWith(builder -> builder.limits(new Limits(5_000, 5_000, 5_000)), connection -> {
            connection.head();
            while (true) {
                connection.word("on and on "); // fails when the client has left
            }
        });

        assertThat(failure(ProtocolException.class)).hasMessageContaining("5000");
    }

    @Test
    void anEndlessAnswerOfAHelperEndsAtTheLimit() throws IOException {
        serveWith(
                builder -> builder.limits(new Limits(5_000, 5_000, 5_000)),
                connection -> connection.answer(200, "{\"tokens\":[" + "1,".repeat(5_000) + "1]}"));

        assertThatThrownBy(() -> host.api().tokenize("a")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void anAnswerOfAHelperThatIsCutOffIsAFailure() throws IOException {
        serve(connection -> connection
                .send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"tokens\":[1")
                .close());

        assertThatThrownBy(() -> host.api().tokenize("a"))
                .isInstanceOfAny(StreamInterruptedException.class, HostUnavailableException.class);
    }

    @Test
    void aBusyRouterIsAskedAgain() throws IOException {
        serveWith(
                builder -> builder.retries(2),
                connection -> connection.answer(
                        500,
                        "{\"error\":{\"code\":500,\"message\":\"model limit reached, try again later\",\"type\":\"server_error\"}}"),
                RawServer.Connection::reset,
                ANSWERS);

        assertThat(ask().response().text()).isEqualTo("Hi");
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void nothingIsAskedAgainOnceAnAnswerHasBegun() throws IOException {
        serveWith(
                builder -> builder.retries(2),
                connection -> connection.head().word("Half").close(),
                ANSWERS);

        assertThat(failure(StreamInterruptedException.class).partialText()).isEqualTo("Half");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void answersOneAfterTheOtherShareAConnection() throws IOException {
        serve(ANSWERS);

        ask().response();
        ask().response();

        assertThat(server.requests()).isEqualTo(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    /** The server does so after five seconds, or a hundred requests, without a word. */
    @Test
    void aConnectionThatTheServerHasClosedMeanwhileIsNoFailure() throws IOException, InterruptedException {
        serve(connection -> {
            TOKENS.run(connection);
            connection.close();
        });

        for (int i = 0; i < 5; i++) {
            assertThat(host.api().tokenize("a")).hasSize(2);
        }
        assertThat(server.connections()).isEqualTo(5);
    }

    /** Older routers repeat the header of the server behind them. */
    @Test
    void aLengthThatIsSentTwiceCountsOnce() throws IOException {
        serve(
                connection -> connection.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\nContent-Length: 14\r\n\r\n{\"tokens\":[1]}"));

        assertThat(host.api().tokenize("a")).containsExactly(1);
        assertThat(host.api().tokenize("a")).containsExactly(1);
    }

    @Test
    void leavingAnAnswerCutsTheConnection() throws IOException, InterruptedException {
        serve(connection -> connection.head().word("Half").hang());

        try (ChatStream stream = ask()) {
            assertThat(stream.iterator().next()).isInstanceOf(ChatEvent.Started.class);
        }

        assertThat(server.clientLeftWithin(1_000)).isTrue();
    }

    @Test
    void cancellingWakesWhoeverWaitsBeforeTheFirstToken() throws IOException, InterruptedException {
        serve(RawServer.Connection::hang);
        ChatStream stream = ask();
        Iterator<ChatEvent> events = stream.iterator();
        Thread canceller = new Thread(() -> {
            while (server.requests() == 0) {
                Thread.onSpinWait();
            }
            stream.cancel();
        });
        canceller.start();

        assertThatThrownBy(events::hasNext).isInstanceOf(CancelledException.class);
        assertThat(server.clientLeftWithin(1_000)).isTrue();
        canceller.join();
    }
}
