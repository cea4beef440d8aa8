// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.AuthenticationException;
import dev.posada.ContextLengthExceededException;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.UnsupportedFeatureException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class OllamaErrorsTest {
    private static final boolean RETRYABLE = true;
    private static final boolean FINAL = false;

    /** The answer, what it is, its status (0 for none), whether another try makes sense, and words of the message. */
    static final List<Arguments> FAILURES = List.of(
            failure("unknown-model", ModelNotFoundException.class, 404, FINAL, "ollama pull unknown-model"),
            failure("no-tools", UnsupportedFeatureException.class, 400, FINAL, "does not support tools"),
            failure("no-thinking", UnsupportedFeatureException.class, 400, FINAL, "does not support thinking"),
            failure("only-embeds", UnsupportedFeatureException.class, 400, FINAL, "does not support chat"),
            failure(
                    "context-exceeded-as-json-in-a-string",
                    ContextLengthExceededException.class,
                    400,
                    FINAL,
                    "request (9012 tokens) exceeds the available context size (4096 tokens)"),
            failure("unparsable-tool-call", HostUnavailableException.class, 500, RETRYABLE, "Trying again often helps"),
            failure("option-of-wrong-type", InvalidRequestException.class, 500, FINAL, "must be of type float32"),
            failure("queue-full", HostUnavailableException.class, 503, RETRYABLE, "server busy"),
            failure("runner-crash", HostUnavailableException.class, 500, FINAL, "unexpectedly stopped"),
            failure("cloud-not-signed-in", AuthenticationException.class, 401, FINAL, "ollama signin"),
            failure("cloud-disabled", AuthenticationException.class, 403, FINAL, "cloud is disabled"),
            failure("cloud-rate-limit", RateLimitException.class, 429, RETRYABLE, "too many requests"),
            failure("foreign-host-header", AuthenticationException.class, 403, FINAL, "Host: localhost:11434"),
            failure("page-not-found", ProtocolException.class, 404, FINAL, "path prefix"),
            failure("authorization-page", AuthenticationException.class, 401, FINAL, "401 Authorization Required"),
            failure("too-large-page", InvalidRequestException.class, 413, FINAL, "client_max_body_size"),
            failure("bad-gateway-page", HostUnavailableException.class, 502, RETRYABLE, "502 Bad Gateway"),
            failure("gateway-timeout-page", HostUnavailableException.class, 504, RETRYABLE, "504 Gateway Time-out"),
            failure("login-page-as-success", ProtocolException.class, 200, FINAL, "Sign in"),
            failure("login-page-under-a-false-type", ProtocolException.class, 200, FINAL, "Sign in"),
            failure("reports-error-as-first-line", ModelNotFoundException.class, 200, FINAL, "ollama pull"),
            failure("reports-missing-model-without-name", ModelNotFoundException.class, 200, FINAL, "ollama pull NAME"),
            failure("reports-error-in-mid-stream", HostUnavailableException.class, 200, FINAL, "unexpected EOF"),
            failure("reports-error-object-in-mid-stream", HostUnavailableException.class, 200, FINAL, "runner is gone"),
            failure(
                    "reports-tool-parse-error-under-old-key",
                    HostUnavailableException.class,
                    200,
                    RETRYABLE,
                    "error parsing tool call"),
            failure(
                    "reports-context-exceeded-in-mid-stream",
                    ContextLengthExceededException.class,
                    200,
                    FINAL,
                    "numCtx"),
            failure("ends-without-done", StreamInterruptedException.class, 0, RETRYABLE, "broke off"),
            failure("sends-nothing", StreamInterruptedException.class, 0, RETRYABLE, "broke off"),
            failure("says-what-is-no-json", ProtocolException.class, 0, FINAL, "this is not JSON"),
            failure("says-an-array", ProtocolException.class, 0, FINAL, "an object"),
            failure("answers-in-one-object-over-several-lines", ProtocolException.class, 0, FINAL, "not valid JSON"));

    @RegisterExtension
    final StubbedOllama ollama = new StubbedOllama();

    private static Arguments failure(
            String answer, Class<? extends PosadaException> type, int status, boolean retryable, String words) {
        return Arguments.of(answer, type, status, retryable, words);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("FAILURES")
    void haveATypeAndWordsThatHelp(
            String answer, Class<? extends PosadaException> type, int status, boolean retryable, String words) {
        PosadaException failure = ollama.chatFailure(answer);

        assertThat(failure).isInstanceOf(type).hasMessageContaining(words);
        assertThat(failure.status().orElse(0)).isEqualTo(status);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.model()).contains(answer);
        assertThat(failure.host()).contains(ollama.host().uri().toString());
    }

    @Test
    void sayWhereTheModelIsMissing() {
        PosadaException failure = ollama.chatFailure("unknown-model");

        assertThat(failure).hasMessageContaining(ollama.host().uri().toString());
    }

    @Test
    void passOnHowLongToWait() {
        assertThat(ollama.chatFailure("cloud-rate-limit").retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void doNotRepeatTheKeyInTheAddressForSigningIn() {
        assertThat(ollama.chatFailure("cloud-not-signed-in").getMessage()).doesNotContain("c3No");
    }

    @Test
    void sayHowToStartAServerThatDoesNotRun() {
        try (Ollama nobody = Ollama.builder().url("127.0.0.1:1").retries(0).build()) {
            HostUnavailableException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                    HostUnavailableException.class, () -> nobody.chatModel("m").chat("Hi"));

            assertThat(failure.reason()).isEqualTo(HostUnavailableException.Reason.REFUSED);
            assertThat(failure).hasMessageContaining("ollama serve");
        }
    }
}
