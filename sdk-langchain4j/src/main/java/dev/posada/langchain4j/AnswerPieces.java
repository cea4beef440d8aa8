// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.posada.ChatWarning;
import dev.posada.FinishReason;
import dev.posada.Usage;
import dev.posada.spi.EventSink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hands an answer of LangChain4j to a sink, and at its end what has not come in pieces. One thread at a time. */
final class AnswerPieces {
    private final Set<Integer> calls = new HashSet<>();
    private boolean spoke;
    private boolean thought;
    private int unmapped;

    void text(String delta, EventSink sink) {
        spoke = true;
        sink.text(delta);
    }

    void thinking(String delta, EventSink sink) {
        thought = true;
        sink.thinking(delta);
    }

    void partialCall(int index, String id, String name, String arguments, EventSink sink) {
        calls.add(index);
        sink.toolCallFragment(index, id, name, arguments);
    }

    /** A whole call; nothing new if it has come in pieces. */
    void call(int index, ToolExecutionRequest call, EventSink sink) {
        if (calls.add(index)) {
            String arguments = call.arguments() == null ? "" : call.arguments();
            sink.toolCall(call.id(), call.name(), arguments);
        }
    }

    /** An event that LangChain4j hands on without understanding it. */
    void unmapped() {
        unmapped++;
    }

    void complete(ChatResponse response, EventSink sink) {
        sink.started(response.id(), response.modelName());
        AiMessage message = response.aiMessage();
        if (!thought && message.thinking() != null && !message.thinking().isEmpty()) {
            sink.thinking(message.thinking());
        }
        if (!spoke && message.text() != null && !message.text().isEmpty()) {
            sink.text(message.text());
        }
        for (int i = 0; i < message.toolExecutionRequests().size(); i++) {
            call(i, message.toolExecutionRequests().get(i), sink);
        }
        message.images().forEach(image -> sink.content(MediaMapper.image(image)));
        attributes(message, sink);
        if (unmapped > 0) {
            sink.warning(new ChatWarning(
                    "unmapped-events",
                    "The provider sent " + unmapped + " events that LangChain4j does not understand."));
        }
        if (response.tokenUsage() != null) {
            sink.usage(usage(response.tokenUsage()));
        }
        sink.finish(
                reason(response),
                response.finishReason() == null ? null : response.finishReason().name());
    }

    private static void attributes(AiMessage message, EventSink sink) {
        Map<String, Object> attributes = new HashMap<>(message.attributes());
        attributes.remove(AiMessage.GENERATED_IMAGES_KEY);
        if (attributes.isEmpty()) {
            return;
        }
        try {
            sink.content(KeptAttributes.write(attributes));
        } catch (IllegalArgumentException e) {
            sink.warning(new ChatWarning(
                    "attributes-dropped",
                    "The attributes " + attributes.keySet()
                            + " of the answer can't be sent back with the conversation: " + e.getMessage()));
        }
    }

    private static Usage usage(TokenUsage usage) {
        return Usage.of(orZero(usage.inputTokenCount()), orZero(usage.outputTokenCount()));
    }

    private static int orZero(Integer count) {
        return count == null ? 0 : count;
    }

    private static FinishReason reason(ChatResponse response) {
        if (response.finishReason() == null) {
            return response.aiMessage().hasToolExecutionRequests() ? FinishReason.TOOL_CALLS : FinishReason.OTHER;
        }
        return switch (response.finishReason()) {
            case STOP -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case TOOL_EXECUTION -> FinishReason.TOOL_CALLS;
            case CONTENT_FILTER -> FinishReason.CONTENT_FILTER;
            case OTHER -> FinishReason.OTHER;
        };
    }
}
