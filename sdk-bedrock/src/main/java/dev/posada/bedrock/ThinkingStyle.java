// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

/** How a model's thinking is set on the wire. */
enum ThinkingStyle {
    /** Nothing is known: what the caller asks for can't be put into the model's words. */
    UNKNOWN("unknown"),
    /** The model does not think. */
    NONE("none"),
    /** The model always thinks, and nothing sets how much. */
    ALWAYS("always"),
    /** A number of tokens in {@code thinking.budget_tokens}, as Claude 3.7 to 4.5. */
    BUDGET("budget"),
    /** {@code thinking.type} "adaptive" with {@code output_config.effort}, as Claude from 4.6 on. */
    ADAPTIVE("adaptive"),
    /** {@code reasoning_effort} low, medium or high, as gpt-oss and Kimi. */
    EFFORT("effort"),
    /** {@code enable_thinking} true or false, as Qwen3. */
    SWITCH("switch"),
    /** {@code reasoningConfig} with {@code maxReasoningEffort}, as Amazon Nova 2. */
    NOVA("nova");

    private final String word;

    ThinkingStyle(String word) {
        this.word = word;
    }

    /** The style's name in the data file. */
    String word() {
        return word;
    }
}
