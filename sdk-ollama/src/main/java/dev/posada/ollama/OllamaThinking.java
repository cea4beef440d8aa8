// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ChatWarning;
import dev.posada.Thinking;
import java.util.List;
import java.util.Locale;

/** Puts the setting for thinking into Ollama's {@code think}. */
final class OllamaThinking {
    private static final int LOW_BUDGET = 1024;
    private static final int MEDIUM_BUDGET = 8192;

    private OllamaThinking() {}

    /**
     * The value as JSON text.
     *
     * @param warnings takes a word if the value is only near to what was asked for
     */
    static String of(Thinking thinking, String model, List<ChatWarning> warnings) {
        return switch (thinking.mode()) {
            case OFF -> off(model, warnings);
            case ON -> "true";
            case LOW -> "\"low\"";
            case MEDIUM -> "\"medium\"";
            case HIGH -> "\"high\"";
            case BUDGET -> level(thinking.budget().orElse(MEDIUM_BUDGET), warnings);
        };
    }

    /** The gpt-oss models know levels only; the server takes a boolean for them and thinks on. */
    private static String off(String model, List<ChatWarning> warnings) {
        if (!model.toLowerCase(Locale.ROOT).contains("gpt-oss")) {
            return "false";
        }
        warnings.add(new ChatWarning(
                ChatWarning.APPROXIMATED,
                "The model " + model + " can't be told not to think; it was told to think as little as it can."));
        return "\"low\"";
    }

    private static String level(int budget, List<ChatWarning> warnings) {
        String level = budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high";
        warnings.add(new ChatWarning(
                ChatWarning.APPROXIMATED,
                "Ollama knows levels of thinking, no budget of tokens; " + budget + " tokens were sent as the level "
                        + level + "."));
        return "\"" + level + "\"";
    }
}
