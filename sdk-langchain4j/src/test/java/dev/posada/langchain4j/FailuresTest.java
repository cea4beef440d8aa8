// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.posada.AuthenticationException;
import dev.posada.CancelledException;
import dev.posada.ContentBlockedException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;
import dev.posada.UnsupportedFeatureException;
import java.net.ConnectException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FailuresTest {
    private static final ErrorDetails WHERE =
            ErrorDetails.none().host("langchain4j://local").model("any");

    static final List<PosadaException> OURS = Stream.concat(
                    Stream.of(
                            new AuthenticationException("key", WHERE),
                            new ModelNotFoundException("model", WHERE),
                            new InvalidRequestException("request", WHERE),
                            new ContentBlockedException("blocked", WHERE),
                            new RateLimitException("slow", WHERE),
                            new RateLimitException("never", WHERE.retryable(false)),
                            new InvalidRequestException("once more", WHERE.retryable(true)),
                            new StreamInterruptedException("broken", WHERE),
                            new ProtocolException("nonsense", WHERE),
                            new CancelledException("enough", WHERE),
                            new TimeoutException(TimeoutException.Phase.IDLE, "late", WHERE, null)),
                    Stream.of(Reason.values()).map(reason -> new HostUnavailableException(reason, "away", WHERE, null)))
            .map(PosadaException.class::cast)
            .toList();

    @ParameterizedTest
    @FieldSource("OURS")
    void whatMayBeTriedAgainStaysSo(PosadaException failure) {
        RuntimeException theirs = Failures.toLangChain4j(failure);

        assertThat(theirs)
                .isInstanceOf(failure.isRetryable() ? RetriableException.class : NonRetriableException.class)
                .hasCause(failure)
                .hasMessage(failure.getMessage());
        assertThat(Failures.toPosada(theirs, WHERE)).isSameAs(failure);
    }

    @Test
    void whatIsNotSupportedSaysSoInTheWordsOfTheSuites() {
        RuntimeException theirs = Failures.toLangChain4j(new UnsupportedFeatureException("No images.", WHERE));

        assertThat(theirs)
                .isExactlyInstanceOf(dev.langchain4j.exception.UnsupportedFeatureException.class)
                .hasMessageContaining("not support")
                .hasMessageContaining("No images.");
    }

    @Test
    void failuresOfProvidersBecomeOurs() {
        assertThat(ours(new dev.langchain4j.exception.AuthenticationException("key")))
                .isInstanceOf(AuthenticationException.class);
        assertThat(ours(new dev.langchain4j.exception.RateLimitException("slow"))
                        .isRetryable())
                .isTrue();
        assertThat(ours(new dev.langchain4j.exception.ContentFilteredException("no")))
                .isInstanceOf(ContentBlockedException.class);
        assertThat(ours(new UnresolvedModelServerException("who?")).isRetryable())
                .isFalse();
        assertThat(ours(new RetriableException("again")).isRetryable()).isTrue();
        assertThat(ours(new NonRetriableException("never")).isRetryable()).isFalse();
    }

    @Test
    void theStatusBehindAFailureIsKept() {
        PosadaException failure = ours(new InternalServerException(new HttpException(503, "down")));

        assertThat(failure).isInstanceOfSatisfying(HostUnavailableException.class, away -> {
            assertThat(away.reason()).isEqualTo(Reason.SERVER_ERROR);
            assertThat(away.status()).hasValue(503);
        });
    }

    @Test
    void whatLiesBehindAWrapperCounts() {
        PosadaException failure = ours(new RuntimeException(new ConnectException("refused")));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        away -> assertThat(away.reason()).isEqualTo(Reason.REFUSED));
        assertThat(ours(new IllegalStateException("a bug"))).isInstanceOf(ProtocolException.class);
    }

    private static PosadaException ours(Throwable theirs) {
        return Failures.toPosada(theirs, WHERE);
    }
}
