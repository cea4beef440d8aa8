// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.posada.HostUnavailableException;
import dev.posada.PosadaException;
import dev.posada.TimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells on standard error why a command failed: in a sentence or two, or with {@code --json} as one object. */
final class FailureReport {
    private final Output output;
    private final Notices notices;

    FailureReport(Output output, Notices notices) {
        this.output = output;
        this.notices = notices;
    }

    /** The command line could not be understood. */
    int usage(ParameterException failure, List<String> words) {
        CommandLine command = failure.getCommandLine();
        String message = message(failure);
        if (command.getParent() == null && failure instanceof UnmatchedArgumentException unmatched) {
            message = "There is no command \"" + unmatched.getUnmatched().get(0) + "\". There are "
                    + String.join(", ", command.getSubcommands().keySet()) + ".";
        }
        if (OutputOptions.of(words).json) {
            notices.fail(json(failure, message));
        } else {
            notices.fail("posada: " + message);
            if (failure instanceof UnmatchedArgumentException unmatched) {
                unmatched.getSuggestions().stream()
                        .findFirst()
                        .ifPresent(nearest -> notices.fail("Did you mean " + nearest + "?"));
            }
            notices.fail("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        if (OutputOptions.of(words).debug) {
            failure.printStackTrace(notices.printStream());
        }
        return ExitCode.USAGE.number();
    }

    /** The command was understood and then failed. */
    int failure(Throwable failure, OutputOptions reporting) {
        ExitCode code = ExitCode.of(failure);
        boolean readerGone = failure instanceof OutputException gone && gone.isReaderGone();
        if (!readerGone) {
            endLine();
            report(failure, code, reporting.json);
        }
        if (reporting.debug) {
            failure.printStackTrace(notices.printStream());
        }
        return code.number();
    }

    private void endLine() {
        try {
            output.endLine();
        } catch (OutputException e) {
            // Nothing more can be said there; the failure itself is told on standard error.
            notices.say(String.valueOf(e.getMessage()));
        }
    }

    private void report(Throwable failure, ExitCode code, boolean asJson) {
        if (asJson) {
            notices.fail(json(failure));
        } else if (code == ExitCode.CANCELLED) {
            notices.endLine(); // whoever pressed Ctrl-C knows
        } else {
            sentences(failure).forEach(line -> notices.fail("posada: " + line));
        }
    }

    /** What happened, and what to do about it. */
    static List<String> sentences(Throwable failure) {
        String sentence = message(failure);
        if (ExitCode.of(failure) == ExitCode.OTHER && !(failure instanceof OutputException)) {
            return List.of("Something went wrong that should not: " + sentence, "--debug shows where.");
        }
        if (failure instanceof PosadaException known && known.retryAfter().isPresent()) {
            return List.of(
                    sentence,
                    "The server asks to come back in "
                            + seconds(known.retryAfter().get()) + " s.");
        }
        return List.of(sentence);
    }

    private static String seconds(Duration duration) {
        return String.valueOf((duration.toMillis() + 999) / 1000);
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** The failure as the one object that {@code --json} promises. */
    static String json(Throwable failure) {
        return json(failure, message(failure));
    }

    private static String json(Throwable failure, String message) {
        return Json.text(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("type", type(failure));
            json.writeStringField("message", message);
            writeDetails(json, failure instanceof PosadaException known ? known : null);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** One name for all mistakes in the use of the command, wherever they were found. */
    private static String type(Throwable failure) {
        return ExitCode.of(failure) == ExitCode.USAGE
                ? IllegalArgumentException.class.getSimpleName()
                : failure.getClass().getSimpleName();
    }

    private static void writeDetails(JsonGenerator json, @Nullable PosadaException failure) throws IOException {
        json.writeBooleanField("retryable", failure != null && failure.isRetryable());
        if (failure == null) {
            return;
        }
        if (failure.status().isPresent()) {
            json.writeNumberField("status", failure.status().getAsInt());
        }
        if (failure.retryAfter().isPresent()) {
            json.writeNumberField("retryAfterMs", failure.retryAfter().get().toMillis());
        }
        if (failure instanceof TimeoutException timeout) {
            json.writeStringField("phase", word(timeout.phase()));
        }
        if (failure instanceof HostUnavailableException unavailable) {
            json.writeStringField("reason", word(unavailable.reason()));
        }
        Json.optional(json, "partialText", Optional.of(failure.partialText()).filter(text -> !text.isEmpty()));
    }

    /** A constant as scripts read it: {@code first_token}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
