// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpAnswer;
import java.util.OptionalInt;

/** Failures that several endpoints have in common. */
final class OpenAiAnswers {
    private static final int START = 200;

    private OpenAiAnswers() {}

    /** The exception for an answer that lacks what was asked for. */
    static ProtocolException senseless(HttpAnswer answer, String problem) {
        String body = answer.text();
        return new ProtocolException(
                "The server's answer makes no sense: " + problem + ". It begins: "
                        + (body.length() > START ? body.substring(0, START) + "…" : body),
                ErrorDetails.none().status(answer.status()));
    }

    /** Whether a failure says that the server has no such endpoint. */
    static boolean isMissingEndpoint(PosadaException failure) {
        OptionalInt status = failure.status();
        return failure instanceof ProtocolException
                && status.isPresent()
                && (status.getAsInt() == 404
                        || status.getAsInt() == 405
                        || String.valueOf(failure.getMessage()).contains("Unexpected endpoint"));
    }

    /** The same failure, in the words that fit an endpoint that many servers do not have. */
    static PosadaException unsupported(String feature, PosadaException failure) {
        return isMissingEndpoint(failure)
                ? new UnsupportedFeatureException(
                        "The server has no " + feature + ". " + failure.getMessage(), failure.details(), failure)
                : failure;
    }
}
