// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.posada.Message;
import dev.posada.OutputFormat;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import java.util.List;

/** Puts requests of LangChain4j into Posada's words. */
final class RequestMapper {
    private RequestMapper() {}

    /**
     * A request.
     *
     * @param settings what LangChain4j has no parameter for
     * @throws UnsupportedFeatureException if it holds what Posada has no place for
     * @throws IllegalArgumentException if Posada refuses a value
     */
    static dev.posada.ChatRequest toPosada(ChatRequest request, dev.posada.ChatRequest settings) {
        ChatRequestParameters parameters = request.parameters();
        requireKnown(parameters);
        dev.posada.ChatRequest.Builder builder = settings.toBuilder().messages(messages(request.messages()));
        sampling(parameters, builder);
        if (!parameters.toolSpecifications().isEmpty()) {
            builder.tools(parameters.toolSpecifications().stream()
                    .map(RequestMapper::tool)
                    .toList());
        }
        if (parameters.toolChoice() != null) {
            builder.toolChoice(
                    switch (parameters.toolChoice()) {
                        case AUTO -> ToolChoice.auto();
                        case REQUIRED -> ToolChoice.required();
                        case NONE -> ToolChoice.none();
                    });
        }
        if (parameters.responseFormat() != null) {
            builder.outputFormat(format(parameters.responseFormat()));
        }
        return builder.build();
    }

    /** Parameters of a provider hold fields that nobody here would read. */
    private static void requireKnown(ChatRequestParameters parameters) {
        if (parameters.getClass() != DefaultChatRequestParameters.class) {
            throw new UnsupportedFeatureException("Posada does not support "
                    + parameters.getClass().getSimpleName()
                    + ", the parameters of another provider; use ChatRequestParameters.builder(), and settings(…) of the"
                    + " model's builder for what is not among them.");
        }
    }

    private static void sampling(ChatRequestParameters parameters, dev.posada.ChatRequest.Builder builder) {
        if (parameters.temperature() != null) {
            builder.temperature(parameters.temperature());
        }
        if (parameters.topP() != null) {
            builder.topP(parameters.topP());
        }
        if (parameters.topK() != null) {
            builder.topK(parameters.topK());
        }
        if (parameters.frequencyPenalty() != null) {
            builder.frequencyPenalty(parameters.frequencyPenalty());
        }
        if (parameters.presencePenalty() != null) {
            builder.presencePenalty(parameters.presencePenalty());
        }
        if (parameters.maxOutputTokens() != null) {
            builder.maxTokens(parameters.maxOutputTokens());
        }
        if (!parameters.stopSequences().isEmpty()) {
            builder.stop(parameters.stopSequences().toArray(String[]::new));
        }
    }

    private static Tool tool(ToolSpecification tool) {
        if (Boolean.TRUE.equals(tool.strict())) {
            throw new UnsupportedFeatureException(
                    "The tool " + tool.name() + " is strict, which Posada does not support:"
                            + " hosts decide that by themselves. Leave strict out.");
        }
        String description = tool.description() == null ? "" : tool.description();
        return Tool.declared(tool.name(), description, JsonTexts.argumentsSchema(tool));
    }

    private static OutputFormat format(ResponseFormat format) {
        if (format.type() == ResponseFormatType.TEXT) {
            return OutputFormat.text();
        }
        if (format.jsonSchema() == null) {
            return OutputFormat.json();
        }
        return OutputFormat.jsonSchema(
                schemaName(format.jsonSchema().name()),
                JsonTexts.schema(format.jsonSchema().rootElement()));
    }

    /** LangChain4j takes any name for a schema; servers do not. */
    private static String schemaName(String name) {
        String accepted = name == null ? "" : name.replaceAll("[^a-zA-Z0-9_-]", "_");
        return accepted.isEmpty() ? "answer" : accepted.substring(0, Math.min(accepted.length(), 64));
    }

    /** A conversation. */
    static List<Message> messages(List<? extends ChatMessage> messages) {
        return messages.stream().map(RequestMapper::message).toList();
    }

    private static Message message(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return Message.system(system.text());
        }
        if (message instanceof UserMessage user) {
            return user(user);
        }
        if (message instanceof AiMessage answer) {
            return AssistantParts.toPosada(answer);
        }
        if (message instanceof ToolExecutionResultMessage result) {
            return new Message.ToolResult(
                    result.id() == null ? result.toolName() : result.id(),
                    result.toolName(),
                    parts(result.contents()),
                    Boolean.TRUE.equals(result.isError()));
        }
        throw new UnsupportedFeatureException("Posada does not support messages of the type " + message.type() + ".");
    }

    private static Message user(UserMessage message) {
        if (message.name() != null) {
            throw new UnsupportedFeatureException("Posada does not support names of users; put \"" + message.name()
                    + "\" into the text of the message.");
        }
        return new Message.User(parts(message.contents()));
    }

    private static List<dev.posada.Content> parts(List<Content> contents) {
        return contents.stream().map(MediaMapper::toPosada).toList();
    }
}
