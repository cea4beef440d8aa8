// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.AuthenticationException;
import dev.posada.ContextLengthExceededException;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.ServerDialect;
import dev.posada.http.ServerError;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what kind of trouble LM Studio means. The same trouble comes as a text or an object, with a status or without one, by
 * itself or in the middle of a stream; so the words decide.
 */
final class LmStudioErrors implements ServerDialect {
    private static final Pattern UNKNOWN_PATH = words("unexpected endpoint or method");
    private static final Pattern NEEDS_TOKEN = words("api token is required");
    private static final Pattern NOT_LOADED = words("no models? (is |are )?loaded|model is not loaded");

    /** One for each of the sentences that were seen: by the engine, by older versions, and in streams. */
    private static final Pattern CONTEXT = words(
            "n_keep|n_ctx|context the overflows|does not fit in context|(greater|longer|larger) than the context");

    /** The engine has refused the request, whatever status the server makes of that. */
    private static final Pattern ENGINE_REFUSED = words("request returned 400|failed to parse grammar|jinja");

    @Override
    public String name() {
        return "LM Studio";
    }

    @Override
    public String startHint() {
        return "Start its server with `lms server start`, or in the app under Developer.";
    }

    @Override
    public Optional<PosadaException> toException(ServerError error, ErrorDetails details) {
        return Optional.ofNullable(byWords(error, details));
    }

    private static @Nullable PosadaException byWords(ServerError error, ErrorDetails details) {
        String message = error.message();
        if (UNKNOWN_PATH.matcher(message).find()) {
            return unknownPath(message, details);
        }
        if (error.code().equals("invalid_api_key")
                || NEEDS_TOKEN.matcher(message).find()
                || error.status() == 401) {
            return needsToken(message, details);
        }
        if (NOT_LOADED.matcher(message).find()) {
            return notLoaded(message, details);
        }
        if (error.type().equals("model_not_found")) {
            return noSuchModel(message, details);
        }
        if (CONTEXT.matcher(message).find()) {
            return contextExceeded(message, details);
        }
        if (error.type().equals("not_implemented")) {
            return new UnsupportedFeatureException(says(message, details), details);
        }
        if (error.type().startsWith("invalid_request")
                || ENGINE_REFUSED.matcher(message).find()) {
            return new InvalidRequestException(says(message, details), details);
        }
        return null;
    }

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private static String server(ErrorDetails details) {
        return details.host() == null ? "LM Studio" : "LM Studio at " + details.host();
    }

    private static String says(String message, ErrorDetails details) {
        return server(details) + " says: " + message + (message.endsWith(".") ? "" : ".");
    }

    private static ProtocolException unknownPath(String message, ErrorDetails details) {
        return new ProtocolException(
                says(message, details)
                        + " Either the version of the server is too old for this, or its address holds a path that it should"
                        + " not hold; some versions also say so when they want an API token (LM_API_TOKEN).",
                details);
    }

    private static AuthenticationException needsToken(String message, ErrorDetails details) {
        return new AuthenticationException(
                says(message, details)
                        + " Make a token in the app under Developer, and set LM_API_TOKEN or give it to the builder (apiKey).",
                details);
    }

    private static ModelNotFoundException notLoaded(String message, ErrorDetails details) {
        return new ModelNotFoundException(
                says(message, details)
                        + " Load the model with `lms load` or host.load(…), or switch on just-in-time loading in the app.",
                details);
    }

    private static ModelNotFoundException noSuchModel(String message, ErrorDetails details) {
        return new ModelNotFoundException(
                says(message, details)
                        + " Download it with `lms get` or `posada pull`; host.models() tells what is there.",
                details);
    }

    private static ContextLengthExceededException contextExceeded(String message, ErrorDetails details) {
        return new ContextLengthExceededException(
                "The prompt does not fit into the model's context window. " + says(message, details)
                        + " Unload the model and load it with a larger one, host.load(model, LoadOptions.contextLength(…)),"
                        + " or send less.",
                details);
    }
}
