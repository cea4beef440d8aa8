// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.AuthenticationException;
import dev.posada.ContentBlockedException;
import dev.posada.ContextLengthExceededException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.ServerDialect;
import dev.posada.http.ServerError;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells what kind of trouble a server of the OpenAI wire means. Codes are few and differ, so the words decide as well, and they
 * decide the same in a status of 400 as in the middle of a stream. Immutable and thread-safe. For backends; programs have no
 * need of it.
 */
public final class OpenAiErrors implements ServerDialect {
    /** Compiled when a server first complains, not when a host is opened. */
    private static final class Words {
        static final Pattern CONTEXT = words(
                "context (length|size|window)|n_ctx|n_keep|context the overflows"
                        + "|prompt is too long|max_new_tokens` must be <=|exceeds? the (model's )?max(imum)? (model )?len(gth)?");
        static final Pattern NO_SUCH_MODEL =
                words("\\bmodel (name )?\\S{0,200} ?((was|is) )?(not found|not loaded|not available|does not exist)"
                        + "|\\bno models? loaded|\\b(no such|unknown) model\\b");
        static final Pattern LOADING = words("loading (the )?model|model is (still |currently )?loading");
        static final Pattern NO_SUCH_PATH = words("^unexpected endpoint or method");
        static final Pattern NOT_STARTED_FOR =
                words("requires --|not a multimodal model|does not support|is not supported (by|for) (this|the) model");
    }

    private final String name;

    /** For one kind of server, by its name in messages. */
    OpenAiErrors(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String startHint() {
        return "Start it, or check the address.";
    }

    @Override
    public Optional<PosadaException> toException(ServerError error, ErrorDetails details) {
        return classify(error, details);
    }

    /**
     * What all servers of this wire share.
     *
     * @param error what the server said
     * @param details status, {@code Retry-After} and request id, to be handed on
     * @return empty where the status says enough
     */
    public static Optional<PosadaException> classify(ServerError error, ErrorDetails details) {
        Optional<PosadaException> coded = byCode(error, details);
        return coded.isPresent() ? coded : byWords(error, details);
    }

    private static Optional<PosadaException> byCode(ServerError error, ErrorDetails details) {
        String kind = error.code().isEmpty() || error.code().matches("\\d+") ? error.type() : error.code();
        return switch (kind) {
            case "context_length_exceeded", "exceed_context_size_error" -> Optional.of(tooLong(error, details));
            case "model_not_found" -> Optional.of(noSuchModel(error, details));
            case "invalid_api_key" -> Optional.of(wrongKey(error, details));
            case "content_filter", "content_policy_violation" ->
                Optional.of(new ContentBlockedException(sentence("The request was blocked", error, details), details));
            case "insufficient_quota" ->
                Optional.of(new RateLimitException(
                        sentence("The account has nothing left to spend", error, details), details.retryable(false)));
            case "rate_limit_exceeded", "rate_limit_error" ->
                Optional.of(new RateLimitException(sentence("Too many requests", error, details), details));
            default -> Optional.empty();
        };
    }

    private static Optional<PosadaException> byWords(ServerError error, ErrorDetails details) {
        String message = error.message();
        if (Words.NO_SUCH_PATH.matcher(message).find()) {
            return Optional.of(noSuchPath(error, details));
        }
        if (error.status() == 401 || error.status() == 403 || error.status() == 429) {
            return Optional.empty();
        }
        if (Words.CONTEXT.matcher(message).find()) {
            return Optional.of(tooLong(error, details));
        }
        if (Words.LOADING.matcher(message).find() && error.status() != 400) {
            return Optional.of(new HostUnavailableException(
                    Reason.LOADING, sentence("The model is still being loaded", error, details), details, null));
        }
        if (Words.NO_SUCH_MODEL.matcher(message).find() && error.status() < 500) {
            return Optional.of(noSuchModel(error, details));
        }
        if (Words.NOT_STARTED_FOR.matcher(message).find() && error.status() == 400) {
            return Optional.of(new UnsupportedFeatureException(
                    sentence("The server or its model can't do that", error, details), details));
        }
        return Optional.empty();
    }

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static String sentence(String what, ServerError error, ErrorDetails details) {
        String where = details.host() == null ? "The server" : "The server at " + details.host();
        String said = error.message().isEmpty() ? "." : ". " + where + " says: " + error.message();
        return what + said + (said.endsWith(".") ? "" : ".");
    }

    private static PosadaException tooLong(ServerError error, ErrorDetails details) {
        return new ContextLengthExceededException(
                sentence("The prompt and the answer do not fit into the model's context window", error, details)
                        + " Send less, ask for a shorter answer, or start the server with a larger window.",
                details);
    }

    private static PosadaException noSuchModel(ServerError error, ErrorDetails details) {
        return new ModelNotFoundException(
                sentence("The model is not there", error, details)
                        + " What the server has is in host.models(), or in `posada models`.",
                details);
    }

    private static PosadaException wrongKey(ServerError error, ErrorDetails details) {
        return new AuthenticationException(
                sentence("The key was refused, or there was none", error, details)
                        + " Give the key to the builder (apiKey) or set POSADA_API_KEY.",
                details);
    }

    /** LM Studio answers so to any path that it does not know, with a status of 200. */
    private static PosadaException noSuchPath(ServerError error, ErrorDetails details) {
        return new ProtocolException(
                sentence("The server does not know the path", error, details)
                        + " Check the URL and its path prefix, or update the server.",
                details);
    }
}
