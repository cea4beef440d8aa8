// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.AuthenticationException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.HostUri;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes exceptions of what servers and the proxies before them answer. Immutable and thread-safe. */
final class HttpErrors {
    private static final String NO_SUCH_MODEL =
            "(?is).*\\bmodel\\b.*\\b(not found|not exist|no such|unknown)\\b.*|.*\\b(no such|unknown) model\\b.*";

    private static final List<String> REQUEST_ID_HEADERS =
            List.of("x-request-id", "request-id", "x-amzn-requestid", "cf-ray");

    private final ServerDialect dialect;
    private final HttpConfig config;
    private final HostUri uri;
    private final String host;

    HttpErrors(ServerDialect dialect, HttpConfig config) {
        this.dialect = dialect;
        this.config = config;
        this.uri = config.uri();
        this.host = uri.toString();
    }

    /** The host URI, made once: to make it is work, and every call asks for it. */
    HostUri uri() {
        return uri;
    }

    /** Whom the messages speak of: {@code Ollama at http://localhost:11434}. */
    String server() {
        return dialect.name() + " at " + config.displayUrl();
    }

    boolean isTls() {
        return config.url().isHttps();
    }

    ServerDialect dialect() {
        return dialect;
    }

    /** What is known of any answer that turns out to be an error. */
    ErrorDetails details(Response response) {
        Headers headers = response.headers();
        return ErrorDetails.none()
                .host(host)
                .status(response.code())
                .retryAfter(RetryAfter.of(headers, config.clock()).orElse(null))
                .requestId(requestId(headers));
    }

    private static @Nullable String requestId(Headers headers) {
        for (String name : REQUEST_ID_HEADERS) {
            String value = headers.get(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    /** The exception for an answer with an error status, or for an error inside an answer that began as a success. */
    PosadaException of(Response response, String body) {
        ServerError read = ServerErrorReader.read(response.code(), redacted(body));
        ErrorDetails details = details(response);
        boolean page = ServerErrorReader.isHtml(body);
        return page
                ? byStatus(read, details, true)
                : dialect.toException(read, details).orElseGet(() -> byStatus(read, details, false));
    }

    private String redacted(String text) {
        String clean = text;
        for (String secret : config.secrets()) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }

    private PosadaException byStatus(ServerError error, ErrorDetails details, boolean page) {
        int status = error.effectiveStatus();
        String message = sentence(error, page);
        return switch (status) {
            case 401, 403 -> new AuthenticationException(message + keyHint(status), details);
            case 407 ->
                new AuthenticationException(
                        message + " The proxy wants a user and a password: set them with proxy(…).", details);
            case 404 -> notFound(error, message, details, page);
            case 405 -> new ProtocolException(message + addressHint(), details);
            case 408, 409, 425 -> unavailable(message, details.retryable(true));
            case 413 ->
                new InvalidRequestException(
                        message + " The request is too large for the server or a proxy before it"
                                + " (nginx: client_max_body_size).",
                        details);
            case 429 -> new RateLimitException(message, details);
            case 499, 500 -> unavailable(message, details.retryable(false));
            case 501 -> new UnsupportedFeatureException(message, details);
            default -> status < 500 ? new InvalidRequestException(message, details) : unavailable(message, details);
        };
    }

    private PosadaException notFound(ServerError error, String message, ErrorDetails details, boolean page) {
        boolean model = !page
                && (error.code().equals("model_not_found")
                        || error.type().equals("model_not_found")
                        || error.message().matches(NO_SUCH_MODEL));
        return model
                ? new ModelNotFoundException(message, details)
                : new ProtocolException(message + addressHint(), details);
    }

    private static HostUnavailableException unavailable(String message, ErrorDetails details) {
        return new HostUnavailableException(Reason.SERVER_ERROR, message, details, null);
    }

    private String sentence(ServerError error, boolean page) {
        String what = error.status() >= 400 ? "status " + error.status() : "an error";
        if (page) {
            return "A proxy before " + server() + " answered with " + what + " and an HTML page"
                    + (error.message().isEmpty() ? "." : ": \"" + error.message() + "\".");
        }
        if (error.message().isEmpty()) {
            return server() + " answered with " + what + " and said nothing about it.";
        }
        String text = ServerErrorReader.shortened(error.message(), 2000);
        return server() + " answered with " + what + ": " + text + (endsSentence(text) ? "" : ".");
    }

    private static boolean endsSentence(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") || text.endsWith("…");
    }

    private static String keyHint(int status) {
        return status == 401
                ? " Give the key to the builder (apiKey) or set POSADA_API_KEY."
                : " The key, if there is one, does not permit this.";
    }

    private String addressHint() {
        return " This does not look like the address of " + dialect.name() + ": check the URL and its path prefix.";
    }

    /** The exception for a page where an answer should be. */
    ProtocolException pageInsteadOfAnswer(Response response, String html) {
        String words = redacted(ServerErrorReader.pageWords(html));
        return new ProtocolException(
                server() + " answered with an HTML page" + (words.isEmpty() ? "" : ", \"" + words + "\",")
                        + " where JSON was expected. A proxy or a login page seems to answer in its place: check the URL"
                        + " and its path prefix.",
                details(response));
    }
}
