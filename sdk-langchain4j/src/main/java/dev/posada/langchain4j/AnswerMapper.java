// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.posada.Usage;
import org.jspecify.annotations.Nullable;

/** Puts answers into LangChain4j's words. */
final class AnswerMapper {
    private AnswerMapper() {}

    static ChatResponse toLangChain4j(dev.posada.ChatResponse answer) {
        return ChatResponse.builder()
                .aiMessage(AssistantParts.toLangChain4j(answer.message()))
                .metadata(PosadaResponseMetadata.of(answer))
                .build();
    }

    /** The tokens, or {@code null} where the host does not count. */
    static @Nullable TokenUsage usage(Usage usage) {
        return usage.equals(Usage.unknown()) ? null : new TokenUsage(usage.inputTokens(), usage.outputTokens());
    }

    static FinishReason finishReason(dev.posada.FinishReason reason) {
        return switch (reason) {
            case STOP -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case TOOL_CALLS -> FinishReason.TOOL_EXECUTION;
            case CONTENT_FILTER -> FinishReason.CONTENT_FILTER;
            case OTHER -> FinishReason.OTHER;
        };
    }
}
