// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.AuthenticationException;
import dev.posada.CancelledException;
import dev.posada.ContentBlockedException;
import dev.posada.ContextLengthExceededException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;
import dev.posada.UnsupportedFeatureException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureReportTest {
    private static final ErrorDetails NONE = ErrorDetails.none();

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(1, new IllegalStateException("A bug.")),
                Arguments.of(2, new IllegalArgumentException("What?")),
                Arguments.of(3, new AuthenticationException("No key.", NONE)),
                Arguments.of(4, new ModelNotFoundException("No such model.", NONE)),
                Arguments.of(5, new RateLimitException("Too many.", NONE)),
                Arguments.of(
                        6,
                        new HostUnavailableException(HostUnavailableException.Reason.REFUSED, "Refused.", NONE, null)),
                Arguments.of(7, new TimeoutException(TimeoutException.Phase.IDLE, "Silence.", NONE, null)),
                Arguments.of(8, new StreamInterruptedException("Broke off.", NONE)),
                Arguments.of(9, new ProtocolException("Nonsense.", NONE)),
                Arguments.of(10, new UnsupportedFeatureException("Can't.", NONE)),
                Arguments.of(11, new InvalidRequestException("Bad.", NONE)),
                Arguments.of(11, new ContextLengthExceededException("Too long.", NONE)),
                Arguments.of(12, new ContentBlockedException("Blocked.", NONE)),
                Arguments.of(130, new CancelledException("Stopped.", NONE)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachFailureHasItsExitCode(int exitCode, RuntimeException failure) {
        assertThat(ExitCode.of(failure).number()).isEqualTo(exitCode);
    }

    @Test
    void theTypeIsTheSimpleNameOfTheException() {
        String json = FailureReport.json(new ContextLengthExceededException("Too long.", NONE));

        assertThat(json)
                .isEqualTo("{\"error\":{\"type\":\"ContextLengthExceededException\",\"message\":\"Too long.\","
                        + "\"retryable\":false}}");
    }

    @Test
    void aServerThatAsksToWaitIsQuoted() {
        RateLimitException failure = new RateLimitException("Too many.", NONE.retryAfter(Duration.ofMillis(1500)));

        assertThat(FailureReport.sentences(failure))
                .containsExactly("Too many.", "The server asks to come back in 2 s.");
    }

    @Test
    void theStackTraceIsForThoseWhoAskForIt() {
        ScriptedHost.named("debug").answer(ScriptedHost.fail(new ProtocolException("Nonsense.", NONE)));

        CommandRun.Result plain = new CommandRun().run("ask", "--host", "scripted://debug/actor", "Hi");
        CommandRun.Result debug = new CommandRun().run("ask", "--debug", "--host", "scripted://debug/actor", "Hi");

        assertThat(plain.error()).isEqualTo("posada: Nonsense.\n");
        assertThat(debug.error()).startsWith("posada: Nonsense.\n").contains("\tat dev.posada");
        assertThat(debug.exitCode()).isEqualTo(9);
    }

    @Test
    void anUnknownOptionIsMetWithTheNearestOne() {
        CommandRun.Result result = new CommandRun().run("ask", "--modle", "x", "Hi");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.error()).contains("--model").contains("Try: posada ask --help");
    }

    @Test
    void anUnknownCommandIsAMistakeInTheUse() {
        CommandRun.Result result = new CommandRun().run("aks", "Hi");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.error()).contains("aks").contains("ask");
    }

    @Test
    void noCommandAtAllIsOneToo() {
        CommandRun.Result result = new CommandRun().run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).contains("Try: posada --help");
    }
}
