// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RetriableException;
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
import dev.posada.TimeoutException;
import dev.posada.UnsupportedFeatureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Puts failures of one library into the other's words, so that those who retry or fall back still decide rightly. */
final class Failures {
    private Failures() {}

    /** A failure as programs of LangChain4j expect it; one that neither library knows stays as it is. */
    static RuntimeException toLangChain4j(RuntimeException failure) {
        if (failure instanceof PosadaException known) {
            RuntimeException mapped = mapped(known);
            return agrees(mapped, known) ? mapped : byRetry(known);
        }
        if (failure instanceof IllegalArgumentException refused) {
            // What one of Posada's builders refuses was in the request, whose builders in LangChain4j refuse less.
            return new dev.langchain4j.exception.InvalidRequestException(refused.getMessage(), refused);
        }
        return failure;
    }

    private static RuntimeException mapped(PosadaException failure) {
        String message = failure.getMessage();
        if (failure instanceof AuthenticationException) {
            return new dev.langchain4j.exception.AuthenticationException(message, failure);
        }
        if (failure instanceof ModelNotFoundException) {
            return new dev.langchain4j.exception.ModelNotFoundException(message, failure);
        }
        if (failure instanceof InvalidRequestException) {
            return new dev.langchain4j.exception.InvalidRequestException(message, failure);
        }
        if (failure instanceof ContentBlockedException) {
            return new dev.langchain4j.exception.ContentFilteredException(message, failure);
        }
        if (failure instanceof UnsupportedFeatureException unsupported) {
            return unsupported(unsupported);
        }
        if (failure instanceof RateLimitException) {
            return new dev.langchain4j.exception.RateLimitException(message, failure);
        }
        if (failure instanceof TimeoutException) {
            return new dev.langchain4j.exception.TimeoutException(message, failure);
        }
        if (failure instanceof HostUnavailableException unavailable && unavailable.reason() == Reason.SERVER_ERROR) {
            return new dev.langchain4j.exception.InternalServerException(message, failure);
        }
        return byRetry(failure);
    }

    private static RuntimeException byRetry(PosadaException failure) {
        return failure.isRetryable()
                ? new RetriableException(failure.getMessage(), failure)
                : new NonRetriableException(failure.getMessage(), failure);
    }

    private static boolean agrees(RuntimeException mapped, PosadaException failure) {
        return mapped instanceof RetriableException == failure.isRetryable();
    }

    /** What LangChain4j throws for what a model can't do; it takes no cause in its constructor. */
    private static RuntimeException unsupported(UnsupportedFeatureException failure) {
        var unsupported = new dev.langchain4j.exception.UnsupportedFeatureException(
                "This is not supported: " + failure.getMessage()); // its suites look for these words
        unsupported.initCause(failure);
        return unsupported;
    }

    /**
     * A failure of a LangChain4j model as programs of Posada expect it.
     *
     * @param where the host and model
     */
    static PosadaException toPosada(Throwable failure, ErrorDetails where) {
        List<Throwable> chain = chain(failure);
        for (Throwable link : chain) {
            if (link instanceof PosadaException own) {
                return own;
            }
        }
        Integer status = chain.stream()
                .filter(HttpException.class::isInstance)
                .map(link -> ((HttpException) link).statusCode())
                .findFirst()
                .orElse(null);
        ErrorDetails details = status == null ? where : where.status(status);
        return chain.stream()
                .map(link -> known(link, details))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> unknown(chain.get(0), details));
    }

    /** A failure and what lies behind it; what only says that another thread failed is left out. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = failure; link != null && !chain.contains(link); link = link.getCause()) {
            if (!(link instanceof ExecutionException) || link.getCause() == null) {
                chain.add(link);
            }
        }
        return chain;
    }

    private static Optional<PosadaException> known(Throwable failure, ErrorDetails details) {
        String message = message(failure, details);
        if (failure instanceof dev.langchain4j.exception.AuthenticationException) {
            return Optional.of(new AuthenticationException(message, details, failure));
        }
        if (failure instanceof dev.langchain4j.exception.ModelNotFoundException) {
            return Optional.of(new ModelNotFoundException(message, details, failure));
        }
        if (failure instanceof dev.langchain4j.exception.ContentFilteredException) {
            return Optional.of(new ContentBlockedException(message, details, failure));
        }
        if (failure instanceof dev.langchain4j.exception.InvalidRequestException) {
            return Optional.of(new InvalidRequestException(message, details, failure));
        }
        if (failure instanceof dev.langchain4j.exception.UnsupportedFeatureException) {
            return Optional.of(new UnsupportedFeatureException(message, details, failure));
        }
        if (failure instanceof dev.langchain4j.exception.RateLimitException) {
            return Optional.of(new RateLimitException(message, details, failure));
        }
        if (failure instanceof dev.langchain4j.exception.TimeoutException) {
            return Optional.of(new TimeoutException(TimeoutException.Phase.TOTAL, message, details, failure));
        }
        if (failure instanceof dev.langchain4j.exception.InternalServerException) {
            return Optional.of(unavailable(Reason.SERVER_ERROR, message, details, failure));
        }
        if (failure instanceof dev.langchain4j.exception.UnresolvedModelServerException) {
            return Optional.of(unavailable(Reason.DNS, message, details.retryable(false), failure));
        }
        if (failure instanceof HttpException http) {
            return Optional.of(ofStatus(http.statusCode(), message, details, failure));
        }
        return ofTransport(failure, message, details);
    }

    private static Optional<PosadaException> ofTransport(Throwable failure, String message, ErrorDetails details) {
        if (failure instanceof InterruptedException) {
            return Optional.of(new CancelledException(message, details, failure));
        }
        if (failure instanceof HttpTimeoutException || failure instanceof SocketTimeoutException) {
            return Optional.of(new TimeoutException(TimeoutException.Phase.TOTAL, message, details, failure));
        }
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return Optional.of(unavailable(Reason.DNS, message, details, failure));
        }
        if (failure instanceof ConnectException) {
            return Optional.of(unavailable(Reason.REFUSED, message, details, failure));
        }
        if (failure instanceof IOException) {
            return Optional.of(unavailable(Reason.RESET, message, details, failure));
        }
        return Optional.empty();
    }

    private static PosadaException ofStatus(int status, String message, ErrorDetails details, Throwable cause) {
        return switch (status) {
            case 401, 403 -> new AuthenticationException(message, details, cause);
            case 404 -> new ModelNotFoundException(message, details, cause);
            case 408 -> new TimeoutException(TimeoutException.Phase.TOTAL, message, details, cause);
            case 429 -> new RateLimitException(message, details, cause);
            default ->
                status >= 500
                        ? unavailable(Reason.SERVER_ERROR, message, details, cause)
                        : new InvalidRequestException(message, details, cause);
        };
    }

    private static PosadaException unknown(Throwable failure, ErrorDetails details) {
        String message = message(failure, details);
        if (failure instanceof RetriableException) {
            return unavailable(Reason.SERVER_ERROR, message, details, failure);
        }
        if (failure instanceof LangChain4jException || failure instanceof IllegalArgumentException) {
            return new InvalidRequestException(message, details, failure);
        }
        return new ProtocolException(message, details, failure);
    }

    private static HostUnavailableException unavailable(
            Reason reason, String message, ErrorDetails details, Throwable cause) {
        return new HostUnavailableException(reason, message, details, cause);
    }

    private static String message(Throwable failure, ErrorDetails where) {
        return "The LangChain4j model " + where.model() + " at " + where.host() + " failed: "
                + (failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }
}
