// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.CancelledException;
import dev.posada.ChatEvent;
import dev.posada.ChatStream;
import dev.posada.ContextLengthExceededException;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;
import dev.posada.TimeoutException.Phase;
import dev.posada.openai.Dialect.Terminator;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that breaks the rules of its wire, down to the socket. */
@Timeout(30)
class OpenAiFaultTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final FaultServer.Script ANSWERS =
            peer -> peer.begin().says("Hi").finishes().doneAndEnd();

    private FaultServer server;
    private OpenAiCompatible host;

    private void serve(FaultServer.Script... scripts) throws IOException {
        configure(builder -> builder, scripts);
    }

    private void configure(UnaryOperator<OpenAiCompatible.Builder> change, FaultServer.Script... scripts)
            throws IOException {
        server = new FaultServer(scripts);
        host = change.apply(OpenAiCompatible.builder().url(server.url()).retries(0))
                .build();
    }

    @AfterEach
    void closeEverything() throws IOException {
        host.close();
        server.close();
    }

    private ChatStream ask() {
        return host.chatModel("tiny").stream("Hi");
    }

    private <E extends PosadaException> E failure(Class<E> type) {
        return catchThrowableOfType(type, () -> ask().response());
    }

    @Test
    void aCutConnectionIsAnInterruption() throws IOException {
        serve(peer -> peer.begin().says("Half").close());

        StreamInterruptedException failure = failure(StreamInterruptedException.class);

        assertThat(failure.partialText()).isEqualTo("Half");
    }

    @Test
    void aResetConnectionIsAnInterruption() throws IOException {
        serve(peer -> peer.begin().says("Half").reset());

        PosadaException failure = failure(PosadaException.class);

        // The reset may overtake the words that were on their way.
        assertThat(failure).isInstanceOf(StreamInterruptedException.class);
        assertThat(failure.partialText()).isIn("Half", "");
    }

    @Test
    void aConnectionCutInAnEventIsAnInterruption() throws IOException {
        serve(peer ->
                peer.begin().says("Half").chunk("data: {\"choices\":[{\"ind").close());

        assertThat(failure(StreamInterruptedException.class).partialText()).isEqualTo("Half");
    }

    @Test
    void aCleanEndWithoutDoneIsAnInterruption() throws IOException {
        serve(peer -> peer.begin().says("All").finishes().end());

        StreamInterruptedException failure = failure(StreamInterruptedException.class);

        assertThat(failure).hasMessageContaining("[DONE]");
        assertThat(failure.partialText()).isEqualTo("All");
    }

    @Test
    void aCleanEndWithoutDoneIsTheEndWhereTheDialectSaysSo() throws IOException {
        Dialect dialect = Dialect.standard().toBuilder()
                .terminator(Terminator.FINISH_REASON)
                .build();
        configure(
                builder -> builder.dialect(dialect),
                peer -> peer.begin().says("All").finishes().end());

        assertThat(ask().response().text()).isEqualTo("All");
    }

    @Test
    void aCutAfterTheFinishReasonIsAnInterruptionAlsoThere() throws IOException {
        Dialect dialect = Dialect.standard().toBuilder()
                .terminator(Terminator.FINISH_REASON)
                .build();
        configure(
                builder -> builder.dialect(dialect),
                peer -> peer.begin().says("All").finishes().close());

        assertThat(failure(StreamInterruptedException.class).partialText()).isEqualTo("All");
    }

    @Test
    void doneEndsTheAnswerThoughTheConnectionStaysOpen() throws IOException {
        serve(peer -> peer.begin().says("Hi").finishes().event("[DONE]").staySilent());

        assertThat(ask().response().text()).isEqualTo("Hi");
    }

    @Test
    void anEmptySuccessIsAnInterruption() throws IOException {
        serve(peer -> peer.begin().end());

        assertThat(failure(StreamInterruptedException.class)).hasMessageContaining("nothing had arrived");
    }

    @Test
    void silenceBeforeTheAnswerRunsIntoTheFirstTimeout() throws IOException {
        configure(builder -> builder.firstTokenTimeout(SHORT), FaultServer.Peer::staySilent);

        assertThat(failure(TimeoutException.class).phase()).isEqualTo(Phase.FIRST_TOKEN);
    }

    @Test
    void aRoleAndSilenceIsNoFirstTokenYet() throws IOException {
        configure(
                builder -> builder.firstTokenTimeout(SHORT.multipliedBy(3)).idleTimeout(SHORT),
                peer -> peer.begin()
                        .event(
                                "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}]}")
                        .staySilent());

        assertThat(failure(TimeoutException.class).phase()).isEqualTo(Phase.FIRST_TOKEN);
    }

    @Test
    void silenceInMidAnswerRunsIntoTheIdleTimeout() throws IOException {
        configure(
                builder -> builder.idleTimeout(SHORT),
                peer -> peer.begin().says("Half").staySilent());

        TimeoutException failure = failure(TimeoutException.class);

        assertThat(failure.phase()).isEqualTo(Phase.IDLE);
        assertThat(failure.partialText()).isEqualTo("Half");
    }

    @Test
    void signsOfLifeAreNoAnswer() throws IOException {
        configure(builder -> builder.idleTimeout(SHORT), peer -> {
            peer.begin().says("Half");
            while (!server.clientHasGoneWithin(20)) {
                peer.chunk(": ping\n\n"); // fails once the client has gone, and ends the script
            }
        });

        assertThat(failure(TimeoutException.class).phase()).isEqualTo(Phase.IDLE);
    }

    @Test
    void aSlowAnswerIsLeftInPeace() throws IOException {
        configure(builder -> builder.idleTimeout(SHORT.multipliedBy(5)), peer -> {
            peer.begin();
            for (int word = 0; word < 20; word++) {
                peer.says("x");
                server.clientHasGoneWithin(60);
            }
            peer.finishes().event("[DONE]").end();
        });

        assertThat(ask().response().text()).hasSize(20);
    }

    @Test
    void anErrorEventIsAnError() throws IOException {
        serve(peer -> peer.begin()
                .says("Half")
                .chunk("event: error\ndata: {\"error\":{\"message\":\"Input does not fit in context length.\"}}\n\n")
                .end());

        assertThat(failure(ContextLengthExceededException.class).partialText()).isEqualTo("Half");
    }

    @Test
    void aSuccessThatHoldsAnErrorIsAnError() throws IOException {
        serve(peer -> peer.status(200, "{\"error\":\"Unexpected endpoint or method. (POST /v1/chat/completions)\"}"));

        assertThat(failure(ProtocolException.class)).hasMessageContaining("Check the URL");
    }

    @Test
    void aFrameThatIsNoJsonMakesNoSense() throws IOException {
        serve(peer -> peer.begin().says("Half").event("upstream connect error").end());

        ProtocolException failure = failure(ProtocolException.class);

        assertThat(failure).hasMessageContaining("not valid JSON");
        assertThat(failure.partialText()).isEqualTo("Half");
    }

    @Test
    void anEndlessAnswerEndsAtTheLimit() throws IOException {
        configure(builder -> builder.limits(new Limits(10_000, 10_000, 10_000)), peer -> {
            peer.begin();
            while (true) {
                peer.says("and on and on "); // fails once the client has gone
            }
        });

        assertThat(failure(ProtocolException.class)).hasMessageContaining("10000 characters");
    }

    @Test
    void anEndlessEventEndsAtTheLimit() throws IOException {
        configure(
                builder -> builder.limits(new Limits(10_000, 10_000, 10_000)),
                peer -> peer.begin()
                        .says("Half")
                        .chunk("data: \"" + "x".repeat(20_000))
                        .staySilent());

        assertThat(failure(ProtocolException.class).partialText()).isEqualTo("Half");
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws IOException {
        configure(
                builder -> builder.retries(2),
                peer -> peer.status(503, "{\"error\":{\"message\":\"busy\"}}"),
                FaultServer.Peer::reset,
                ANSWERS);

        assertThat(ask().response().text()).isEqualTo("Hi");
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void nothingIsAskedAgainOnceAnAnswerHasBegun() throws IOException {
        configure(
                builder -> builder.retries(2), peer -> peer.begin().says("Half").close(), ANSWERS);

        assertThat(failure(StreamInterruptedException.class).partialText()).isEqualTo("Half");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void aConnectionServesOneAnswerAfterTheOther() throws IOException {
        serve(ANSWERS);

        ask().response();
        ask().response();

        assertThat(server.requests()).isEqualTo(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void closingAStreamCutsTheConnection() throws IOException, InterruptedException {
        serve(peer -> peer.begin().says("Half").staySilent());

        try (ChatStream stream = ask()) {
            Iterator<ChatEvent> events = stream.iterator();
            assertThat(events.next()).isInstanceOf(ChatEvent.Started.class);
        }

        assertThat(server.clientHasGoneWithin(1_000)).isTrue();
    }

    @Test
    void cancellingWakesWhoeverWaits() throws IOException, InterruptedException {
        serve(peer -> peer.begin().says("Half").staySilent());
        ChatStream stream = ask();
        Iterator<ChatEvent> events = stream.iterator();
        events.next();
        events.next();

        new Thread(stream::cancel).start();

        assertThatThrownBy(events::hasNext).isInstanceOf(CancelledException.class);
        assertThat(server.clientHasGoneWithin(1_000)).isTrue();
    }

    @Test
    void aClosedPortIsARefusal() throws IOException {
        serve(ANSWERS);
        server.close();

        assertThat(failure(HostUnavailableException.class).reason()).isEqualTo(Reason.REFUSED);
    }
}
