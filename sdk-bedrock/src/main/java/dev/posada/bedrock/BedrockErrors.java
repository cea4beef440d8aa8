// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.AuthenticationException;
import dev.posada.ContextLengthExceededException;
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
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;

/**
 * Makes typed exceptions of what the AWS SDK throws. The service's error code decides, in whatever case it is written (a
 * stream writes it in lower camel case); where one code stands for many things, the words decide.
 */
final class BedrockErrors {
    private static final Pattern CONTEXT = words(
            "input is too long|exceed(s)? (the )?(max(imum)? )?context|context (length|window)"
                    + "|too many (input )?tokens in|prompt is too long|input tokens? (count )?exceed|max(imum)? input length");
    private static final Pattern NEEDS_PROFILE = words("on-demand throughput isn.t supported");
    private static final Pattern NO_SUCH_MODEL = words(
            "model identifier is invalid|could not resolve the foundation model|model.*(not found|end of its life|legacy)");
    private static final Pattern UNSUPPORTED =
            words("(doesn.t|does not|not) support|is unsupported for|not supported|unsupported");
    private static final Pattern SIGNATURE_DUMP = Pattern.compile("(?is)\\s*The Canonical String for this request.*");
    private static final Pattern BEARER = words("(bearer\\s+)[^\\s\"',;]{16,}");
    private static final Pattern HTML = Pattern.compile("(?is)\\s*<(!doctype|html).*");

    private BedrockErrors() {}

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /**
     * The exception that a caller sees.
     *
     * @param failure what the AWS SDK threw, wrapped or not
     * @param hasBegun whether the answer had begun
     * @param where host and model
     * @param key the API key, which the answer may repeat and the exception must not
     */
    static PosadaException of(Throwable failure, boolean hasBegun, ErrorDetails where, @Nullable String key) {
        for (Throwable inner = failure; inner != null; inner = inner.getCause()) {
            if (inner instanceof PosadaException known) {
                return known;
            }
        }
        Throwable cause = unwrapped(failure);
        if (cause instanceof AwsServiceException error) {
            return ofService(error, where, key);
        }
        if (cause instanceof CancellationException) {
            // Where the call was cut off, core says why instead.
            return unavailable(
                    Reason.RESET,
                    "The call to " + server(where) + " was ended: its host is closed.",
                    where.retryable(false),
                    cause);
        }
        return BedrockFailures.of(cause, hasBegun, where);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static PosadaException ofService(AwsServiceException error, ErrorDetails where, @Nullable String key) {
        ErrorDetails details = where.status(error.statusCode())
                .requestId(error.requestId())
                .retryAfter(RetryAfter.of(error).orElse(null));
        String code = code(error);
        String told = words(error);
        String words = withoutKey(told, key);
        Throwable cause = words.equals(told) ? error : null; // it tells all that the service said
        String says = sentence(error, code, words, where);
        return switch (code.toLowerCase(Locale.ROOT)) {
            case "throttlingexception", "toomanyrequestsexception" -> new RateLimitException(says, details);
            case "servicequotaexceededexception" ->
                new RateLimitException(
                        says + " A quota of the account is used up; raise it under Service Quotas.",
                        details.retryable(false));
            case "modelnotreadyexception" ->
                unavailable(
                        Reason.LOADING, says + " An imported model needs a while to start; try again.", details, cause);
            case "accessdeniedexception" ->
                new AuthenticationException(
                        says + " The credentials need the permission for this (bedrock:InvokeModel and"
                                + " bedrock:InvokeModelWithResponseStream for chat), and the account needs access to the model.",
                        details);
            case "unrecognizedclientexception",
                    "invalidsignatureexception",
                    "incompletesignatureexception",
                    "incompletesignature",
                    "missingauthenticationtokenexception",
                    "invalidclienttokenid",
                    "expiredtokenexception",
                    "expiredtoken" ->
                new AuthenticationException(
                        says + " Renew the credentials or the API key, and check this machine's clock.", details);
            case "resourcenotfoundexception" -> noSuchModel(says, details);
            case "modelerrorexception", "modelstreamerrorexception" -> ofModel(error, says, details, cause);
            case "modeltimeoutexception" -> unavailable(Reason.SERVER_ERROR, says, details.retryable(true), cause);
            case "validationexception" -> ofValidation(says, words, details);
            default -> byStatus(error.statusCode(), says, words, details, cause);
        };
    }

    private static String code(AwsServiceException error) {
        AwsErrorDetails details = error.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }

    private static String words(AwsServiceException error) {
        AwsErrorDetails details = error.awsErrorDetails();
        String told = details == null ? null : details.errorMessage();
        if (told == null || told.isBlank() || HTML.matcher(told).matches()) {
            return "";
        }
        // What the service says about a wrong signature repeats the request's headers, session token included.
        return SIGNATURE_DUMP.matcher(told).replaceFirst("").strip();
    }

    private static String withoutKey(String words, @Nullable String key) {
        String clean = key == null ? words : words.replace(key, "***");
        return BEARER.matcher(clean).replaceAll("$1***");
    }

    private static String sentence(AwsServiceException error, String code, String words, ErrorDetails where) {
        StringBuilder text = new StringBuilder(server(where))
                .append(" answered with status ")
                .append(error.statusCode());
        if (!code.isEmpty()) {
            text.append(" (").append(code).append(')');
        }
        if (words.isEmpty()) {
            return text.append(code.isEmpty() ? " and no word of its own: a proxy may have answered." : ".")
                    .toString();
        }
        text.append(": ").append(words);
        return text.append(endsSentence(words) ? "" : ".").toString();
    }

    private static boolean endsSentence(String words) {
        return words.endsWith(".") || words.endsWith("!") || words.endsWith("?");
    }

    static String server(ErrorDetails where) {
        return where.host() == null ? "Amazon Bedrock" : "Amazon Bedrock at " + where.host();
    }

    private static PosadaException ofValidation(String says, String words, ErrorDetails details) {
        if (NEEDS_PROFILE.matcher(words).find()) {
            return new InvalidRequestException(says + " " + profileAdvice(details), details);
        }
        if (NO_SUCH_MODEL.matcher(words).find()) {
            return noSuchModel(says, details);
        }
        if (CONTEXT.matcher(words).find()) {
            return new ContextLengthExceededException(says + " Send less, or ask for a shorter answer.", details);
        }
        if (UNSUPPORTED.matcher(words).find()) {
            return new UnsupportedFeatureException(says, details);
        }
        return new InvalidRequestException(says, details);
    }

    /** The region is the authority of the host's URI. */
    private static String profileAdvice(ErrorDetails where) {
        String model = String.valueOf(where.model());
        String region = where.host() == null ? "" : HostUri.parse(where.host()).host();
        return BedrockModels.shipped().of(model).profileAdvice(region);
    }

    private static ModelNotFoundException noSuchModel(String says, ErrorDetails details) {
        return new ModelNotFoundException(
                says + " Check the name, whether the region has the model, and whether the account has access to it;"
                        + " host.models() lists what is there.",
                details);
    }

    private static PosadaException ofModel(
            AwsServiceException error, String says, ErrorDetails details, @Nullable Throwable cause) {
        Integer original = error instanceof ModelErrorException model
                ? model.originalStatusCode()
                : error instanceof ModelStreamErrorException stream ? stream.originalStatusCode() : null;
        String which = original == null ? says : says + " The model's own status was " + original + ".";
        return original != null && original >= 400 && original < 500 && original != 408 && original != 429
                ? new InvalidRequestException(which, details)
                : unavailable(
                        Reason.SERVER_ERROR, which, details.retryable(original != null && original >= 500), cause);
    }

    private static PosadaException byStatus(
            int status, String says, String words, ErrorDetails details, @Nullable Throwable cause) {
        if (status / 100 == 3) {
            return new ProtocolException(
                    says + " That is a redirect, which is not followed: requests are signed for one address. Check the"
                            + " endpoint.",
                    details);
        }
        if (status == 401 || status == 403 || status == 407) {
            return new AuthenticationException(says, details);
        }
        if (status == 404) {
            return noSuchModel(says, details);
        }
        if (status == 429) {
            return new RateLimitException(says, details);
        }
        if (status == 408 || status >= 500) {
            return unavailable(Reason.SERVER_ERROR, says, details.retryable(true), cause);
        }
        return ofValidation(says, words, details);
    }

    private static HostUnavailableException unavailable(
            Reason reason, String message, ErrorDetails details, @Nullable Throwable cause) {
        return new HostUnavailableException(reason, message, details, cause);
    }
}
