// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.ChatRequest;
import dev.posada.Thinking;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the model should answer. */
final class RequestOptions {
    @Option(names = "--system", paramLabel = "TEXT", description = "Instructions to the model.")
    @Nullable
    String system;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "How freely to choose words: 0 is always the same.")
    @Nullable
    Double temperature;

    @Option(names = "--max-tokens", paramLabel = "N", description = "End the answer after this many tokens.")
    @Nullable
    Integer maxTokens;

    @Option(names = "--seed", paramLabel = "N", description = "Make the choice of words repeatable.")
    @Nullable
    Long seed;

    @Option(names = "--stop", paramLabel = "TEXT", description = "End the answer before this text. Repeatable.")
    List<String> stop = List.of();

    @Option(
            names = "--thinking",
            paramLabel = "HOW",
            description = "off, on, low, medium, high or a number of tokens. Default: as the host has it.")
    @Nullable
    String thinking;

    @Option(names = "--show-thinking", description = "Print the thoughts on standard error.")
    boolean showThinking;

    @Option(names = "--no-stream", negatable = false, description = "Print the answer when it is complete.")
    boolean noStream;

    /**
     * A request with these settings and no messages yet.
     *
     * @throws IllegalArgumentException if one of them makes no sense
     */
    ChatRequest.Builder newRequest() {
        ChatRequest.Builder request = ChatRequest.builder();
        if (temperature != null) {
            request.temperature(temperature);
        }
        if (maxTokens != null) {
            request.maxTokens(maxTokens);
        }
        if (seed != null) {
            request.seed(seed);
        }
        if (thinking != null) {
            request.thinking(thinking(thinking));
        }
        return request.stop(stop.toArray(String[]::new));
    }

    private static Thinking thinking(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "off" -> Thinking.off();
            case "on" -> Thinking.on();
            case "low" -> Thinking.low();
            case "medium" -> Thinking.medium();
            case "high" -> Thinking.high();
            default -> Thinking.budget(tokens(text));
        };
    }

    private static int tokens(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--thinking is \"" + text + "\"; it is off, on, low, medium, high or a number of tokens.", e);
        }
    }
}
