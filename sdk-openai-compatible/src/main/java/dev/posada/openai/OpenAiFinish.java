// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.FinishReason;

/** Tells what a server's word for the end of an answer means. */
final class OpenAiFinish {
    private OpenAiFinish() {}

    /** The reason; {@link FinishReason#OTHER} for a word that is not known. */
    static FinishReason reason(String word) {
        return switch (word) {
            // The last three are those of text-generation-inference and of Anthropic's models behind proxies.
            case "stop", "eos", "eos_token", "stop_sequence", "end_turn" -> FinishReason.STOP;
            case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call", "tool_use" -> FinishReason.TOOL_CALLS;
            case "content_filter", "safety", "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    /** Whether the word says that the server gave up: an answer that broke off, however politely. */
    static boolean isGivenUp(String word) {
        return word.equals("abort") || word.equals("error");
    }
}
