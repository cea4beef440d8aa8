// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.posada.AuthenticationException;
import dev.posada.ContentBlockedException;
import dev.posada.ContextLengthExceededException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.ServerError;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiErrorsTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("chat-context-exceeded", ContextLengthExceededException.class, 400, "9120 tokens"),
                arguments("chat-context-exceeded-as-text", ContextLengthExceededException.class, 400, "n_keep: 13055"),
                arguments(
                        "chat-context-exceeded-without-object",
                        ContextLengthExceededException.class,
                        400,
                        "4096 tokens"),
                arguments(
                        "chat-context-exceeded-by-code",
                        ContextLengthExceededException.class,
                        400,
                        "reduce the length"),
                arguments("chat-unknown-model", ModelNotFoundException.class, 404, "`nope` does not exist"),
                arguments("chat-no-model-loaded", ModelNotFoundException.class, 400, "No models loaded"),
                arguments("chat-wrong-key", AuthenticationException.class, 401, "POSADA_API_KEY"),
                arguments("chat-no-key", AuthenticationException.class, 401, "POSADA_API_KEY"),
                arguments("chat-loads-model", HostUnavailableException.class, 503, "still being loaded"),
                arguments("chat-rate-limit", RateLimitException.class, 429, "Rate limit reached"),
                arguments("chat-nothing-left-to-spend", RateLimitException.class, 429, "nothing left to spend"),
                arguments("chat-blocked-by-filter", ContentBlockedException.class, 400, "was filtered"),
                arguments(
                        "chat-tools-not-started", UnsupportedFeatureException.class, 400, "--enable-auto-tool-choice"),
                arguments("chat-validation-detail", InvalidRequestException.class, 422, "Field required"),
                arguments("chat-path-not-found", ProtocolException.class, 404, "path prefix"),
                arguments("chat-bad-gateway-page", HostUnavailableException.class, 502, "502 Bad Gateway"),
                arguments("chat-proxy-error-in-plain-text", HostUnavailableException.class, 500, "proxy error"),
                arguments("chat-login-page-as-success", ProtocolException.class, 200, "Sign in"),
                arguments("chat-success-that-is-an-error", ProtocolException.class, 200, "Unexpected endpoint"),
                arguments("chat-success-that-is-an-error-object", HostUnavailableException.class, 200, "overloaded"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsWhatKindOfTroubleItIs(String model, Class<?> type, int status, String words) {
        PosadaException failure = server.chatFailure(model);

        assertThat(failure).isExactlyInstanceOf(type).hasMessageContaining(words);
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.host()).contains(server.host().uri().toString());
        assertThat(failure.model()).contains(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model 'x' not found",
                "model \"x\" not found, try pulling it first",
                "The model `x` does not exist or you do not have access to it.",
                "model is not loaded",
                "Model acme/x:Q4 is not available",
                "Model not found",
                "unknown model x"
            })
    void knowsAMissingModelInMostWords(String words) {
        assertThat(classified(words)).containsInstanceOf(ModelNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"The model called the tool x, which was not found", "The model does its best", "File not found"})
    void doesNotTakeOtherLossesForAMissingModel(String words) {
        assertThat(classified(words)).isEmpty();
    }

    private static Optional<PosadaException> classified(String words) {
        return OpenAiErrors.classify(new ServerError(400, words, "", "", words), ErrorDetails.none());
    }

    @Test
    void tellsALoadingModelFromOtherTrouble() {
        PosadaException failure = server.chatFailure("chat-loads-model");

        assertThat(failure)
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        unavailable -> assertThat(unavailable.reason()).isEqualTo(Reason.LOADING));
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void handsOnHowLongToWait() {
        PosadaException failure = server.chatFailure("chat-rate-limit");

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void doesNotTryAgainWhereMoneyIsMissing() {
        assertThat(server.chatFailure("chat-nothing-left-to-spend").isRetryable())
                .isFalse();
    }

    @Test
    void findsTheErrorOfANamedEvent() {
        PosadaException failure = server.chatFailure("chat-reports-error-as-named-event");

        assertThat(failure)
                .isExactlyInstanceOf(ContextLengthExceededException.class)
                .hasMessageContaining("31430 tokens");
    }

    @Test
    void decidesTheSameInMidStream() {
        PosadaException failure = server.chatFailure("chat-reports-error-without-object");

        assertThat(failure).isExactlyInstanceOf(ContextLengthExceededException.class);
        assertThat(failure.partialText()).isEqualTo("Li");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat-ends-without-done",
                "chat-ends-without-either",
                "chat-ends-without-finish-reason",
                "chat-ends-without-anything",
                "chat-is-given-up"
            })
    void neverTakesABrokenAnswerForAWholeOne(String model) {
        assertThat(server.chatFailure(model)).isExactlyInstanceOf(StreamInterruptedException.class);
    }
}
