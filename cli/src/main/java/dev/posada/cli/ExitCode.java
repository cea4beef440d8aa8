// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.AuthenticationException;
import dev.posada.CancelledException;
import dev.posada.ContentBlockedException;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;
import dev.posada.UnsupportedFeatureException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** How the command ends, and which failures end it so. Scripts rely on the numbers: they never change. */
enum ExitCode {
    ANSWERED(0),
    OTHER(1),
    USAGE(2, IllegalArgumentException.class),
    AUTHENTICATION(3, AuthenticationException.class),
    MODEL_NOT_FOUND(4, ModelNotFoundException.class),
    RATE_LIMIT(5, RateLimitException.class),
    HOST_UNAVAILABLE(6, HostUnavailableException.class),
    TIMEOUT(7, TimeoutException.class),
    INTERRUPTED_STREAM(8, StreamInterruptedException.class),
    PROTOCOL(9, ProtocolException.class),
    UNSUPPORTED(10, UnsupportedFeatureException.class),
    INVALID_REQUEST(11, InvalidRequestException.class),
    CONTENT_BLOCKED(12, ContentBlockedException.class),
    CANCELLED(130, CancelledException.class);

    private final int number;
    private final @Nullable Class<?> failure;

    ExitCode(int number) {
        this(number, null);
    }

    ExitCode(int number, @Nullable Class<?> failure) {
        this.number = number;
        this.failure = failure;
    }

    int number() {
        return number;
    }

    /** How a command ends that failed so. */
    static ExitCode of(Throwable failure) {
        if (failure instanceof OutputException output) {
            return output.isReaderGone() ? CANCELLED : OTHER;
        }
        if (failure instanceof ParameterException) {
            return USAGE;
        }
        return Arrays.stream(values())
                .filter(code -> code.failure != null && code.failure.isInstance(failure))
                .findFirst()
                .orElse(OTHER);
    }
}
