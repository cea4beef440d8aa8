// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.AuthenticationException;
import dev.posada.ContextLengthExceededException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.ServerDialect;
import dev.posada.http.ServerError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what kind of trouble Ollama means. It has few statuses and no error codes, so the words decide, and they decide the same
 * in a status of 400 as in the middle of a stream.
 */
final class OllamaErrors implements ServerDialect {
    /** Compiled when a server first complains, not when a host is opened. */
    private static final class Words {
        static final Pattern NO_SUCH_MODEL = words("model( ['\"]?(?<model>[^'\" ]*)['\"]?)? not found");
        static final Pattern NOT_IN_REGISTRY = words("pull model manifest:.*(does not exist|not found|unknown)");
        static final Pattern CONTEXT = words(
                "exceeds? the (available )?context|exceed_context_size|longer than the context|context length exceeded");
        static final Pattern UNSUPPORTED = words("does not support ");
        static final Pattern WRONG_OPTION = words("option \"[^\"]*\" must be of type");
        static final Pattern BAD_TOOL_CALL = words("error parsing tool call");
    }

    @Override
    public String name() {
        return "Ollama";
    }

    @Override
    public String startHint() {
        return "Start it with `ollama serve`, or say with OLLAMA_HOST where it runs.";
    }

    @Override
    public Optional<PosadaException> toException(ServerError error, ErrorDetails details) {
        String message = error.message();
        Matcher missing = Words.NO_SUCH_MODEL.matcher(message);
        if (missing.find()) {
            return Optional.of(noSuchModel(missing.group("model"), details));
        }
        if (Words.NOT_IN_REGISTRY.matcher(message).find()) {
            return Optional.of(notInRegistry(message, details));
        }
        if (Words.CONTEXT.matcher(message).find() || error.type().equals("exceed_context_size_error")) {
            return Optional.of(contextExceeded(message, details));
        }
        if (Words.UNSUPPORTED.matcher(message).find()) {
            return Optional.of(unsupported(message, details));
        }
        if (Words.BAD_TOOL_CALL.matcher(message).find()) {
            return Optional.of(badToolCall(message, details));
        }
        if (Words.WRONG_OPTION.matcher(message).find()) {
            return Optional.of(
                    new InvalidRequestException(server(details) + " refused the request: " + message, details));
        }
        return byStatus(error, details);
    }

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private static String server(ErrorDetails details) {
        return details.host() == null ? "Ollama" : "Ollama at " + details.host();
    }

    private static PosadaException noSuchModel(@Nullable String model, ErrorDetails details) {
        String name = model == null || model.isEmpty() ? "NAME" : model;
        String which = name.equals("NAME") ? "does not have the model" : "has no model \"" + name + "\"";
        return new ModelNotFoundException(
                server(details) + " " + which + ". Pull it with `ollama pull " + name + "` or `posada pull " + name
                        + "`.",
                details);
    }

    private static PosadaException notInRegistry(String message, ErrorDetails details) {
        return new ModelNotFoundException(
                server(details) + " found no such model to pull (" + message
                        + "). Check the name at https://ollama.com/search.",
                details);
    }

    private static PosadaException contextExceeded(String message, ErrorDetails details) {
        return new ContextLengthExceededException(
                "The prompt does not fit into the model's context window. " + server(details) + " says: " + message
                        + ". Set a larger window with OllamaOptions.builder().numCtx(…), or send less.",
                details);
    }

    private static PosadaException unsupported(String message, ErrorDetails details) {
        return new UnsupportedFeatureException(
                server(details) + " says: " + message + ". What a model can do is in host.model(name).capabilities().",
                details);
    }

    private static PosadaException badToolCall(String message, ErrorDetails details) {
        return new HostUnavailableException(
                HostUnavailableException.Reason.SERVER_ERROR,
                "The model wrote a tool call that " + server(details) + " could not read: " + message
                        + ". Trying again often helps.",
                details.retryable(true),
                null);
    }

    private static Optional<PosadaException> byStatus(ServerError error, ErrorDetails details) {
        if (error.status() == 401 && error.body().contains("signin_url")) {
            return Optional.of(new AuthenticationException(
                    "The model runs in Ollama's cloud, and " + server(details)
                            + " is not signed in there. Run `ollama signin` on the" + " server's machine.",
                    details));
        }
        if (error.status() == 403 && error.body().isBlank()) {
            return Optional.of(new AuthenticationException(
                    server(details)
                            + " refused the request without a word. It does so when it listens on this machine only and is asked"
                            + " under another name: a proxy before it must send the header \"Host: localhost:11434\". A web"
                            + " page's origin has to be in OLLAMA_ORIGINS.",
                    details));
        }
        return Optional.empty();
    }
}
