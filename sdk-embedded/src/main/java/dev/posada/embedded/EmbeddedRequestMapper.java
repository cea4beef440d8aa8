// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.CompletionRequest;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.ModelRequest;
import dev.posada.OutputFormat;
import dev.posada.Thinking;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts requests into the engine's words, and refuses what the engine can't do. */
final class EmbeddedRequestMapper {
    private final ErrorDetails where;

    /**
     * A mapper for one model.
     *
     * @param where the host and model, for errors
     */
    EmbeddedRequestMapper(ErrorDetails where) {
        this.where = where;
    }

    /**
     * The conversation of a chat.
     *
     * @throws UnsupportedFeatureException if it holds what the model can't read
     * @throws InvalidRequestException if it is empty
     */
    Conversation conversation(ChatRequest request) {
        return conversation(request, new ArrayList<>());
    }

    private Conversation conversation(ChatRequest request, List<ChatWarning> warnings) {
        if (request.messages().isEmpty()) {
            throw new InvalidRequestException("The request has no messages; add what the user says.", where);
        }
        boolean hidesTools = request.toolChoice().mode() == ToolChoice.Mode.NONE;
        List<ToolShape> tools = hidesTools ? List.of() : tools(request.tools());
        boolean thinking = request.thinking().orElse(Thinking.on()).mode() != Thinking.Mode.OFF;
        return new Conversation(new EmbeddedMessages(warnings, where).turns(request.messages()), tools, thinking);
    }

    private static List<ToolShape> tools(List<Tool> tools) {
        return tools.stream()
                .map(tool -> new ToolShape(tool.name(), tool.description(), tool.schema()))
                .toList();
    }

    /**
     * How a chat is to be answered.
     *
     * @throws UnsupportedFeatureException if the model can't answer so
     */
    AnswerPlan plan(ChatRequest request) {
        List<ChatWarning> warnings = new ArrayList<>(0);
        Conversation conversation = conversation(request, warnings);
        if (request.topLogprobs().isPresent()) {
            throw unsupported("gives no probabilities of tokens; leave out topLogprobs");
        }
        checkCommon(request, warnings);
        Grammar grammar = grammar(request, conversation);
        return new AnswerPlan(
                EmbeddedSampling.settings(request.sampling()),
                grammar,
                parts(conversation, grammar != null),
                request.sampling().stop(),
                request.sampling().maxTokens().orElse(Integer.MAX_VALUE),
                mostThoughts(request, warnings),
                conversation.turns().stream()
                        .mapToInt(turn -> turn.calls().size())
                        .sum(),
                warnings);
    }

    /**
     * How a text is to be continued.
     *
     * @throws UnsupportedFeatureException if the model can't do it
     */
    AnswerPlan plan(CompletionRequest request) {
        if (request.suffix().isPresent()) {
            throw unsupported("can't fill in the middle; leave out the suffix, or use a model with the capability"
                    + " FILL_IN_THE_MIDDLE");
        }
        List<ChatWarning> warnings = new ArrayList<>(0);
        checkCommon(request, warnings);
        return new AnswerPlan(
                EmbeddedSampling.settings(request.sampling()),
                grammar(request),
                AnswerParser.Parts.NONE,
                request.sampling().stop(),
                request.sampling().maxTokens().orElse(Integer.MAX_VALUE),
                Integer.MAX_VALUE,
                0,
                warnings);
    }

    private void checkCommon(ModelRequest request, List<ChatWarning> warnings) {
        if (!request.extra().isEmpty()) {
            throw unsupported("knows no extra fields, such as \""
                    + request.extra().keySet().iterator().next() + "\"");
        }
        boolean isJson = request.outputFormat().kind() != OutputFormat.Kind.TEXT;
        if (isJson && !request.sampling().stop().isEmpty()) {
            throw unsupported(
                    "can't hold an answer to an output format and end it at a stop text; leave out one of them");
        }
        request.options().stream()
                .findFirst()
                .ifPresent(options -> warnings.add(new ChatWarning(
                        ChatWarning.FOREIGN_OPTIONS,
                        "The request holds " + options.getClass().getSimpleName()
                                + ", which the embedded host does not read.")));
    }

    private @Nullable Grammar grammar(ChatRequest request, Conversation conversation) {
        ToolChoice choice = request.toolChoice();
        boolean mustCall = choice.mode() == ToolChoice.Mode.REQUIRED || choice.mode() == ToolChoice.Mode.NAMED;
        boolean isJson = request.outputFormat().kind() != OutputFormat.Kind.TEXT;
        if (!mustCall && !isJson) {
            return null;
        }
        List<ToolShape> callable = conversation.tools().stream()
                .filter(tool -> choice.toolName().map(tool.name()::equals).orElse(true))
                .toList();
        return understood(() -> {
            AnswerGrammar answer = new AnswerGrammar();
            if (!mustCall) {
                allow(request.outputFormat(), answer);
            }
            if (!callable.isEmpty()) {
                answer.allowCalls(callable);
            }
            return answer.build(conversation.thinking());
        });
    }

    private @Nullable Grammar grammar(CompletionRequest request) {
        if (request.outputFormat().kind() == OutputFormat.Kind.TEXT) {
            return null;
        }
        return understood(() -> {
            AnswerGrammar answer = new AnswerGrammar();
            allow(request.outputFormat(), answer);
            return answer.build(false);
        });
    }

    private static void allow(OutputFormat format, AnswerGrammar answer) {
        format.schema().ifPresentOrElse(answer::allowJson, answer::allowJsonObject);
    }

    private Grammar understood(java.util.function.Supplier<Grammar> grammar) {
        try {
            return grammar.get();
        } catch (SchemaException e) {
            throw unsupported("can't hold an answer to this JSON schema: " + e.getMessage());
        }
    }

    private static AnswerParser.Parts parts(Conversation conversation, boolean hasGrammar) {
        if (conversation.tools().isEmpty()) {
            return AnswerParser.Parts.THOUGHTS;
        }
        return hasGrammar ? AnswerParser.Parts.CALLS_INSTEAD : AnswerParser.Parts.CALLS;
    }

    private static int mostThoughts(ChatRequest request, List<ChatWarning> warnings) {
        Thinking thinking = request.thinking().orElse(Thinking.on());
        switch (thinking.mode()) {
            case LOW, MEDIUM, HIGH ->
                warnings.add(new ChatWarning(
                        ChatWarning.APPROXIMATED,
                        "The embedded model knows no levels of thinking; " + thinking + " was taken as on."));
            case OFF, ON, BUDGET -> {}
        }
        return thinking.budget().orElse(Integer.MAX_VALUE);
    }

    private UnsupportedFeatureException unsupported(String complaint) {
        return new UnsupportedFeatureException("The embedded model " + complaint + ".", where);
    }
}
