// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.TokenCountEstimator;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Counts tokens as the host of a model does: for {@code TokenWindowChatMemory} and for splitters of documents. Each count asks the
 * host, so it is exact, and as slow as a call.
 *
 * <p>A text or message is counted as a conversation of its own, with the marks that the model's template puts around it. Only
 * some hosts count; others fail with LangChain4j's {@code UnsupportedFeatureException}. Thread-safe.
 */
public final class PosadaTokenCountEstimator implements TokenCountEstimator {
    private final ChatModel model;

    private PosadaTokenCountEstimator(ChatModel model) {
        this.model = Objects.requireNonNull(model, "model");
    }

    /** The tokens of a model. */
    public static PosadaTokenCountEstimator of(ChatModel model) {
        return new PosadaTokenCountEstimator(model);
    }

    @Override
    public int estimateTokenCountInText(String text) {
        return text.isEmpty() ? 0 : estimateTokenCountInMessage(UserMessage.from(text));
    }

    @Override
    public int estimateTokenCountInMessage(ChatMessage message) {
        return count(List.of(message));
    }

    @Override
    public int estimateTokenCountInMessages(Iterable<ChatMessage> messages) {
        List<ChatMessage> all = new ArrayList<>();
        messages.forEach(all::add);
        return all.isEmpty() ? 0 : count(all);
    }

    private int count(List<ChatMessage> messages) {
        try {
            return model.countTokens(ChatRequest.builder()
                    .messages(RequestMapper.messages(messages))
                    .build());
        } catch (RuntimeException e) {
            throw Failures.toLangChain4j(e);
        }
    }
}
