// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.Thinking;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import java.util.Map;

/** Puts the setting for thinking into the words of the model, since Converse itself has none. */
final class BedrockThinking {
    private static final int LOW_BUDGET = 1_024;
    private static final int MEDIUM_BUDGET = 8_192;
    private static final int HIGH_BUDGET = 24_576;

    private final BedrockModel model;
    private final List<ChatWarning> warnings;
    private final ErrorDetails where;

    BedrockThinking(BedrockModel model, List<ChatWarning> warnings, ErrorDetails where) {
        this.model = model;
        this.warnings = warnings;
        this.where = where;
    }

    /**
     * The additional fields that say it, with their values as JSON text.
     *
     * @throws UnsupportedFeatureException if the model has no such setting, or it is not known which
     */
    Map<String, String> fields(Thinking thinking) {
        boolean off = thinking.mode() == Thinking.Mode.OFF;
        return switch (model.thinking()) {
            case BUDGET -> Map.of("thinking", off ? "{\"type\":\"disabled\"}" : budget(thinking));
            case ADAPTIVE ->
                off
                        ? Map.of("thinking", "{\"type\":\"disabled\"}")
                        : thinking.mode() == Thinking.Mode.ON
                                ? Map.of("thinking", "{\"type\":\"adaptive\"}")
                                : Map.of(
                                        "thinking",
                                        "{\"type\":\"adaptive\"}",
                                        "output_config",
                                        "{\"effort\":\"" + level(thinking) + "\"}");
            case EFFORT -> effort(thinking);
            case SWITCH -> onOff(thinking);
            case NOVA ->
                Map.of(
                        "reasoningConfig",
                        off
                                ? "{\"type\":\"disabled\"}"
                                : "{\"type\":\"enabled\",\"maxReasoningEffort\":\"" + level(thinking) + "\"}");
            case ALWAYS -> always(thinking);
            case NONE -> none(thinking);
            case UNKNOWN ->
                throw unsupported(
                        " can be told how much to think in a way that is not known here. Give its own field with"
                                + " BedrockOptions.builder().additionalField(name, json).");
        };
    }

    private String budget(Thinking thinking) {
        int tokens = switch (thinking.mode()) {
            case BUDGET -> Math.max(LOW_BUDGET, thinking.budget().orElse(MEDIUM_BUDGET));
            case LOW -> LOW_BUDGET;
            case HIGH -> HIGH_BUDGET;
            default -> MEDIUM_BUDGET;
        };
        if (thinking.mode() != Thinking.Mode.BUDGET || thinking.budget().orElse(0) < LOW_BUDGET) {
            approximated("The model takes a budget of tokens for thinking, 1024 at least; " + thinking + " was sent as "
                    + tokens + " tokens.");
        }
        return "{\"type\":\"enabled\",\"budget_tokens\":" + tokens + "}";
    }

    private Map<String, String> effort(Thinking thinking) {
        if (thinking.mode() == Thinking.Mode.ON) {
            return Map.of(); // it thinks unless told otherwise
        }
        if (thinking.mode() == Thinking.Mode.OFF) {
            approximated("The model can't be told not to think; it was told to think as little as it can.");
            return Map.of("reasoning_effort", "\"low\"");
        }
        return Map.of("reasoning_effort", "\"" + level(thinking) + "\"");
    }

    private Map<String, String> onOff(Thinking thinking) {
        boolean on = thinking.mode() != Thinking.Mode.OFF;
        if (on && thinking.mode() != Thinking.Mode.ON) {
            approximated("The model's thinking is on or off; " + thinking + " was sent as on.");
        }
        return Map.of("enable_thinking", Boolean.toString(on));
    }

    private Map<String, String> always(Thinking thinking) {
        if (thinking.mode() == Thinking.Mode.OFF) {
            throw unsupported(" always thinks. Take a model that need not.");
        }
        if (thinking.mode() != Thinking.Mode.ON) {
            approximated("The model thinks as much as it likes; " + thinking + " was not sent.");
        }
        return Map.of();
    }

    private Map<String, String> none(Thinking thinking) {
        if (thinking.mode() == Thinking.Mode.OFF) {
            return Map.of();
        }
        throw unsupported(" does not think. Leave the setting out, or take a model that does.");
    }

    private String level(Thinking thinking) {
        return switch (thinking.mode()) {
            case LOW -> "low";
            case HIGH -> "high";
            case BUDGET -> levelOf(thinking.budget().orElse(MEDIUM_BUDGET));
            default -> "medium";
        };
    }

    private String levelOf(int budget) {
        String level = budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high";
        approximated("The model knows levels of thinking, no budget of tokens; " + budget
                + " tokens were sent as the level " + level + ".");
        return level;
    }

    private void approximated(String message) {
        warnings.add(new ChatWarning(ChatWarning.APPROXIMATED, message));
    }

    private UnsupportedFeatureException unsupported(String complaint) {
        return new UnsupportedFeatureException(
                "The model " + model.id().text() + " on Amazon Bedrock" + complaint, where);
    }
}
