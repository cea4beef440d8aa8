// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.AuthenticationException;
import dev.posada.ContextLengthExceededException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.ServerError;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes exceptions of what llama-server answers. Its status alone says little: many a mistake of the caller comes as a 500, so
 * type and words count. Thread-safe.
 */
final class LlamaCppErrors {
    private LlamaCppErrors() {}

    /** The exception for an error in llama-server's own words; empty for one that it shares with its kin. */
    static Optional<PosadaException> classify(ServerError error, ErrorDetails details) {
        String text = said(error.message(), details);
        String words = error.message().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                switch (error.type()) {
                    case "exceed_context_size_error" ->
                        new ContextLengthExceededException(
                                text + " With slots, each has only its share of the server's context window.", details);
                    case "authentication_error" ->
                        new AuthenticationException(
                                text + " Give the key to the builder (apiKey) or set LLAMA_API_KEY.", details);
                    case "not_supported_error", "feature_disabled" ->
                        new UnsupportedFeatureException(text + flagHint(words), details);
                    default -> byWords(words, text, details);
                });
    }

    private static String said(String message, ErrorDetails details) {
        String text = message.strip();
        boolean sentence = text.endsWith(".") || text.endsWith("!") || text.endsWith("?");
        String where = details.host() == null ? "" : " at " + details.host();
        return "llama-server" + where + " says: " + text + (sentence ? "" : ".");
    }

    /** The messages of most versions name the flag themselves. */
    private static String flagHint(String words) {
        if (words.contains("--")) {
            return "";
        }
        return words.contains("embedding")
                ? startWith("--embeddings")
                : words.contains("rerank")
                        ? startWith("--reranking")
                        : words.contains("metrics")
                                ? startWith("--metrics")
                                : words.contains("infill") ? " The model was not trained to fill gaps." : "";
    }

    /** The hint for something that the server was not started for. */
    static String startWith(String flag) {
        return " Start llama-server with " + flag + ".";
    }

    private static @Nullable PosadaException byWords(String words, String text, ErrorDetails details) {
        if (words.contains("loading model")) {
            return new HostUnavailableException(Reason.LOADING, text + " It is not ready yet.", details, null);
        }
        PosadaException mistake = mistake(words, text, details);
        return mistake == null ? trouble(words, text, details) : mistake;
    }

    /** What the caller can mend; much of it comes as a 500. */
    private static @Nullable PosadaException mistake(String words, String text, ErrorDetails details) {
        if (words.contains("too large to process")) {
            return new ContextLengthExceededException(text + " Its flag for that is --ubatch-size.", details);
        }
        if (words.contains("input is not supported")
                || words.contains("--jinja")
                || words.contains("grammar constraints with tools")) {
            return new UnsupportedFeatureException(text, details);
        }
        if (words.matches("(?s).*\\bmodel\\b.*\\bnot found\\b.*")) {
            return new ModelNotFoundException(text + " The host's models() tells which it has.", details);
        }
        if (words.contains("model name is missing")) {
            return new InvalidRequestException(text + " This server has several models: name one.", details);
        }
        if (words.contains("model is not loaded")) {
            return new InvalidRequestException(
                    text + " It loads none by itself: load the model with the host's library() first.", details);
        }
        boolean unreadable = words.contains("json.exception")
                || words.contains("failed to parse messages")
                || words.contains("cannot use both json_schema and grammar")
                || words.contains("' is required");
        return unreadable ? new InvalidRequestException(text, details) : null;
    }

    private static @Nullable PosadaException trouble(String words, String text, ErrorDetails details) {
        if (words.contains("context size has been exceeded")) {
            return unavailable(
                    text
                            + " All slots share it, and together they have used it up: this ends every answer that was being"
                            + " written, so another try may succeed. Start llama-server with a larger -c or with fixed slots (-np).",
                    details.retryable(true));
        }
        if (words.contains("does not match the expected")) {
            return new ProtocolException(
                    text
                            + " The answer is lost. Another try may succeed; without tools or thinking it nearly always does.",
                    details);
        }
        if (words.contains("model limit reached") || words.startsWith("proxy error")) {
            return unavailable(text, details.retryable(true));
        }
        return words.contains("failed to load")
                ? unavailable(text + " Its log tells why.", details.retryable(false))
                : null;
    }

    private static HostUnavailableException unavailable(String text, ErrorDetails details) {
        return new HostUnavailableException(Reason.SERVER_ERROR, text, details, null);
    }
}
