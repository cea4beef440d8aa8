// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.Message;
import dev.posada.OutputFormat;
import dev.posada.Sampling;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts requests into LangChain4j's words, and refuses what it has none for. */
final class HostedRequestMapper {
    private final ErrorDetails where;
    private final List<ChatWarning> warnings = new ArrayList<>();

    /**
     * A mapper for one request.
     *
     * @param where the host and model, for errors
     */
    HostedRequestMapper(ErrorDetails where) {
        this.where = where;
    }

    /**
     * A request.
     *
     * @param capabilities what the model says that it can do
     * @throws UnsupportedFeatureException if LangChain4j has no place for a part of it
     * @throws InvalidRequestException if LangChain4j refuses a value
     */
    HostedRequest map(ChatRequest request, Set<Capability> capabilities) {
        checkSettings(request);
        if (request.outputFormat().kind() == OutputFormat.Kind.JSON_SCHEMA
                && !capabilities.contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA)) {
            throw unsupported(
                    "The model does not say that it holds to JSON schemas. If it does, give its LangChain4j builder"
                            + " supportedCapabilities(RESPONSE_FORMAT_JSON_SCHEMA)");
        }
        try {
            var mapped = dev.langchain4j.model.chat.request.ChatRequest.builder()
                    .messages(request.messages().stream().map(this::message).toList())
                    .parameters(options(request).overrideWith(parameters(request)))
                    .build();
            return new HostedRequest(mapped, List.copyOf(warnings));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("LangChain4j does not take the request: " + e.getMessage(), where, e);
        }
    }

    private void checkSettings(ChatRequest request) {
        Sampling sampling = request.sampling();
        refuse(sampling.seed().isPresent(), "seed");
        refuse(sampling.minP().isPresent(), "minP");
        refuse(request.thinking().isPresent(), "thinking");
        refuse(request.topLogprobs().isPresent(), "topLogprobs");
        refuse(!request.extra().isEmpty(), "extra fields");
    }

    private void refuse(boolean isSet, String setting) {
        if (isSet) {
            throw unsupported("LangChain4j has no common parameter for " + setting
                    + "; set it when you make the model, or in" + " LangChain4jOptions with its provider's parameters");
        }
    }

    private ChatRequestParameters options(ChatRequest request) {
        for (BackendOptions options : request.options()) {
            if (!(options instanceof LangChain4jOptions)) {
                warnings.add(new ChatWarning(
                        ChatWarning.FOREIGN_OPTIONS,
                        "The request holds " + options.getClass().getSimpleName()
                                + ", which a host of LangChain4j models does not read."));
            }
        }
        return request.options(LangChain4jOptions.class)
                .map(LangChain4jOptions::parameters)
                .orElse(DefaultChatRequestParameters.EMPTY);
    }

    private ChatRequestParameters parameters(ChatRequest request) {
        Sampling sampling = request.sampling();
        DefaultChatRequestParameters.Builder<?> builder = ChatRequestParameters.builder();
        sampling.temperature().ifPresent(builder::temperature);
        sampling.topP().ifPresent(builder::topP);
        sampling.topK().ifPresent(builder::topK);
        sampling.presencePenalty().ifPresent(builder::presencePenalty);
        sampling.frequencyPenalty().ifPresent(builder::frequencyPenalty);
        sampling.maxTokens().ifPresent(builder::maxOutputTokens);
        if (!sampling.stop().isEmpty()) {
            builder.stopSequences(sampling.stop());
        }
        tools(request, builder);
        format(request.outputFormat(), builder);
        return builder.build();
    }

    private void tools(ChatRequest request, DefaultChatRequestParameters.Builder<?> builder) {
        if (request.tools().isEmpty()) {
            return;
        }
        ToolChoice choice = request.toolChoice();
        List<Tool> offered = request.tools();
        if (choice.toolName().isPresent() && offered.size() > 1) {
            offered = offered.stream()
                    .filter(tool -> tool.name().equals(choice.toolName().get()))
                    .toList();
            warnings.add(new ChatWarning(
                    ChatWarning.APPROXIMATED,
                    "LangChain4j can't name the tool to call; the model was offered " + offered
                            + " only, and must call."));
        }
        builder.toolSpecifications(offered.stream().map(this::tool).toList());
        switch (choice.mode()) {
            case AUTO -> {} // every model's own default
            case NONE -> builder.toolChoice(dev.langchain4j.model.chat.request.ToolChoice.NONE);
            case REQUIRED, NAMED -> builder.toolChoice(dev.langchain4j.model.chat.request.ToolChoice.REQUIRED);
        }
    }

    private ToolSpecification tool(Tool tool) {
        try {
            return JsonTexts.tool(tool.name(), tool.description(), tool.schema());
        } catch (IllegalArgumentException e) {
            throw new UnsupportedFeatureException(
                    "LangChain4j can't hold the schema of the tool " + tool.name() + ": " + e.getMessage()
                            + " It takes type, description, properties, required, additionalProperties (true or false) and"
                            + " $defs at the root, and any schema below.",
                    where,
                    e);
        }
    }

    private static void format(OutputFormat format, DefaultChatRequestParameters.Builder<?> builder) {
        switch (format.kind()) {
            case TEXT -> {} // every model's own default
            case JSON -> builder.responseFormat(ResponseFormat.JSON);
            case JSON_SCHEMA ->
                builder.responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name(format.name())
                                .rootElement(JsonRawSchema.from(format.schema().orElseThrow()))
                                .build())
                        .build());
        }
    }

    private ChatMessage message(Message message) {
        if (message instanceof Message.Assistant answer) {
            return answer(answer);
        }
        if (message instanceof Message.System system) {
            system.content().stream()
                    .filter(part -> !(part instanceof Content.Text || part instanceof Content.CachePoint))
                    .findFirst()
                    .ifPresent(part -> {
                        throw unsupported("LangChain4j takes words only as instructions to the model");
                    });
            return SystemMessage.from(system.text());
        }
        if (message instanceof Message.ToolResult result) {
            return ToolExecutionResultMessage.builder()
                    .id(result.callId())
                    .toolName(result.toolName())
                    .contents(parts(result.content()))
                    .isError(result.failed() ? true : null)
                    .build();
        }
        return UserMessage.from(parts(message.content()));
    }

    private List<dev.langchain4j.data.message.Content> parts(List<Content> parts) {
        return parts.stream()
                .filter(part -> !(part instanceof Content.CachePoint))
                .map(part -> MediaMapper.toLangChain4j(part, where))
                .toList();
    }

    private AiMessage answer(Message.Assistant message) {
        Map<String, Object> attributes = new HashMap<>();
        for (Content part : message.content()) {
            if (part instanceof Content.RedactedThinking redacted) {
                KeptAttributes.read(redacted).ifPresentOrElse(attributes::putAll, this::warnOfForeignThoughts);
            } else if (part instanceof Content.Image || part instanceof Content.Unknown) {
                // A picture that the model drew; LangChain4j keeps such in an attribute that its providers do not send.
                throw unsupported("LangChain4j takes words, thoughts and tool calls only as what the model said");
            }
        }
        String text = message.text();
        String thinking = message.thinking();
        return AiMessage.builder()
                .text(text.isEmpty() ? null : text)
                .thinking(thinking.isEmpty() ? null : thinking)
                .toolExecutionRequests(message.toolCalls().stream()
                        .map(AssistantParts::toLangChain4j)
                        .toList())
                .attributes(attributes)
                .build();
    }

    private void warnOfForeignThoughts() {
        warnings.add(new ChatWarning(
                ChatWarning.APPROXIMATED,
                "The conversation holds encrypted thinking of another host, which was left out: LangChain4j has no place for"
                        + " it."));
    }

    private UnsupportedFeatureException unsupported(String complaint) {
        return new UnsupportedFeatureException(complaint + ".", where);
    }
}
