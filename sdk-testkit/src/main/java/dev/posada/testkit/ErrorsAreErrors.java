// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.AuthenticationException;
import dev.posada.ChatEvent;
import dev.posada.ChatStream;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.InvalidRequestException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.TimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Guarantee 2. */
@Guarantee(2)
@Needs(Feature.SERVER)
interface ErrorsAreErrors extends OnStage {
    @Test
    default void aBadRequestIsAnInvalidRequestAndNotRetryable() {
        stage().serve(Script.error(400, "no such thing"));

        InvalidRequestException failure = stage().failure(InvalidRequestException.class);

        assertThat(failure.status()).hasValue(400);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure).hasMessageContaining("no such thing");
    }

    @Test
    default void aMissingKeyIsAnAuthenticationFailure() {
        stage().serve(Script.error(401, "who are you?"));

        assertThat(stage().failure(AuthenticationException.class).isRetryable()).isFalse();
    }

    @Test
    default void tooManyRequestsAreARateLimitAndRetryable() {
        stage().serve(Script.error(429, "too fast"));

        assertThat(stage().failure(RateLimitException.class).isRetryable()).isTrue();
    }

    @Test
    default void aServersOwnFailureIsAnUnavailableHost() {
        stage().serve(Script.error(500, "out of memory"));

        assertThat(stage().failure(HostUnavailableException.class).reason()).isEqualTo(Reason.SERVER_ERROR);
    }

    @Test
    default void aServerThatIsBusyIsAnUnavailableHostAndRetryable() {
        stage().serve(Script.error(503, "busy"));

        assertThat(stage().failure(HostUnavailableException.class).isRetryable())
                .isTrue();
    }

    /** Some backends wait for such a server, for as long as the first token may take. */
    @Test
    default void aModelThatLoadsForTooLongIsAFailureThatSaysSo() {
        stage().timeouts(limits -> limits.firstToken(Stage.SHORT)).serve(Script.loading());

        PosadaException failure = stage().failure(PosadaException.class);

        if (failure instanceof TimeoutException timeout) {
            assertThat(timeout.phase()).isEqualTo(TimeoutException.Phase.FIRST_TOKEN);
        } else {
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            HostUnavailableException.class,
                            found -> assertThat(found.reason())
                                    .isEqualTo(saysThatItLoads() ? Reason.LOADING : Reason.SERVER_ERROR));
        }
    }

    /** Ollama and LM Studio never do: they are only busy. */
    private boolean saysThatItLoads() {
        String body = stage().wire().loadingBody();
        return body.contains("Loading") || body.contains("not ready");
    }

    /** C3 begins a character of two bytes, and a bracket does not end it. */
    @Test
    default void bytesThatAreNoTextAreReplacedOrAProtocolFailure() {
        String body = new String(Script.answer("S\u00ed").body(stage().wire()), StandardCharsets.ISO_8859_1);
        byte[] broken = body.replace("\u00c3\u00ad", "\u00c3(").getBytes(StandardCharsets.ISO_8859_1);
        stage().serve(Script.answer().raw(broken));

        try {
            assertThat(stage().chat().text()).isEqualTo("S\ufffd(");
        } catch (ProtocolException expected) {
            assertThat(expected.partialText()).isEmpty();
        }
    }

    @Test
    default void aProxysPageInsteadOfAnAnswerIsAnUnavailableHost() {
        stage().serve(Script.page(502, "text/html", "<html><h1>502 Bad Gateway</h1></html>"));

        assertThat(stage().failure(HostUnavailableException.class).status()).hasValue(502);
    }

    @Test
    default void aPageWithTheStatus200IsNoAnswer() {
        stage().serve(Script.page(200, "text/html", "<html><h1>Please log in</h1></html>"));

        stage().failure(PosadaException.class);
    }

    @Test
    default void anErrorInABodyWithTheStatus200IsAnError() {
        stage().serve(Script.page(200, "application/json", stage().wire().errorBody(500, "it broke")));

        stage().failure(PosadaException.class);
    }

    @Test
    default void anErrorAsTheFirstFrameIsAnError() {
        stage().serve(Script.answer().failure("the runner has stopped").end());

        assertThat(stage().failure(PosadaException.class)).hasMessageContaining("the runner has stopped");
    }

    @Test
    default void anErrorInMidStreamCarriesTheTextSoFar() {
        stage().serve(Script.answer()
                .text("Half")
                .failure("the runner has stopped")
                .end());

        PosadaException failure = stage().failure(PosadaException.class);

        assertThat(failure.partialText()).isEqualTo("Half");
        assertThat(failure).hasMessageContaining("the runner has stopped");
    }

    @Test
    default void theWordsBeforeAnErrorAreDelivered() {
        stage().serve(Script.answer()
                .text("Half")
                .failure("the runner has stopped")
                .end());
        List<ChatEvent> events = new ArrayList<>();

        try (ChatStream stream = stage().stream()) {
            Assertions.assertThatThrownBy(() -> stream.forEach(events::add)).isInstanceOf(PosadaException.class);
        }

        assertThat(events).contains(new ChatEvent.TextDelta("Half")).noneMatch(ChatEvent.Finished.class::isInstance);
    }

    @Test
    default void aFrameThatMakesNoSenseIsAProtocolFailure() {
        CountDownLatch read = new CountDownLatch(1);
        stage().serve(Script.answer().text("Half").await(read).malformedFrame().finish());

        assertThat(stage().failureAfterWords(ProtocolException.class, read).partialText())
                .isEqualTo("Half");
    }

    @Test
    default void anErrorSaysWhichHostAndWhichModel() {
        stage().serve(Script.error(500, "out of memory"));

        PosadaException failure = stage().failure(PosadaException.class);

        assertThat(failure.host()).isPresent();
        assertThat(failure.model()).contains(stage().model().name());
    }

    @Test
    default void aServerThatIsNotThereRefuses() {
        stage().serve(Script.answer("Hello"));
        stage().host();
        stage().server().close();

        assertThat(stage().failure(HostUnavailableException.class).reason()).isEqualTo(Reason.REFUSED);
    }
}
