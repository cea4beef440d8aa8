// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One run of a {@link ToolLoop}. Used once, by one thread. */
final class ToolRun {
    private final ChatModel model;
    private final List<Tool> tools;
    private final ToolLoop.Settings settings;
    private int rounds;
    private Usage usage = Usage.unknown();

    private ToolRun(ChatModel model, List<Tool> tools, ToolLoop.Settings settings) {
        this.model = model;
        this.tools = tools;
        this.settings = settings;
    }

    /** Runs a loop with its own tools and those of the request. */
    static ToolLoop.Conversation of(
            ChatModel model, List<Tool> tools, ToolLoop.Settings settings, ChatRequest request) {
        Set<Tool> all = new LinkedHashSet<>(tools);
        all.addAll(request.tools());
        return new ToolRun(model, requireCallable(List.copyOf(all)), settings).converse(request);
    }

    /**
     * The tools again, if all have a function and a name of their own.
     *
     * @throws IllegalArgumentException otherwise
     */
    static List<Tool> requireCallable(List<Tool> tools) {
        Map<String, Tool> byName = new LinkedHashMap<>();
        for (Tool tool : tools) {
            if (!tool.isCallable()) {
                throw new IllegalArgumentException(
                        "A ToolLoop can't run the tool " + tool.name()
                                + ", which has no function. Make it with Tool.of or Tool.ofSchema, or ask the model without a loop.");
            }
            if (byName.put(tool.name(), tool) != null) {
                throw new IllegalArgumentException("Two tools are called " + tool.name() + ".");
            }
        }
        return List.copyOf(tools);
    }

    private ToolLoop.Conversation converse(ChatRequest request) {
        boolean mayCall = !tools.isEmpty() && request.toolChoice().mode() != ToolChoice.Mode.NONE;
        boolean formLast = mayCall && request.outputFormat().kind() != OutputFormat.Kind.TEXT;
        ChatRequest question = request.toBuilder()
                .tools(tools)
                .outputFormat(formLast ? OutputFormat.text() : request.outputFormat())
                .build();
        while (true) {
            ChatResponse response = ask(question);
            ToolLoop.Conversation conversation = conversation(question, response);
            if (response.toolCalls().isEmpty()) {
                return formLast ? inForm(question, request.outputFormat()) : conversation;
            }
            requireWhole(response);
            requireAnotherRound(conversation);
            question = next(conversation, question);
        }
    }

    private ChatResponse ask(ChatRequest question) {
        Consumer<? super ChatEvent> listener = settings.listener();
        ChatResponse response = listener == null ? model.chat(question) : stream(question, listener);
        rounds++;
        usage = usage.plus(response.usage());
        return response;
    }

    private ChatResponse stream(ChatRequest question, Consumer<? super ChatEvent> listener) {
        try (ChatStream stream = model.stream(question)) {
            stream.forEach(listener);
            return stream.response();
        }
    }

    private ToolLoop.Conversation conversation(ChatRequest question, ChatResponse response) {
        List<Message> messages = new ArrayList<>(question.messages());
        messages.add(response.message());
        return new ToolLoop.Conversation(response, List.copyOf(messages), rounds, usage);
    }

    /** The last question again, for an answer in the demanded form. */
    private ToolLoop.Conversation inForm(ChatRequest question, OutputFormat format) {
        ChatRequest formal = question.toBuilder()
                .outputFormat(format)
                .toolChoice(ToolChoice.none())
                .build();
        return conversation(formal, ask(formal));
    }

    /** A call that was cut off may look like one without arguments. */
    private void requireWhole(ChatResponse response) {
        if (response.finishReason() == FinishReason.LENGTH) {
            throw located(new ProtocolException(
                    "The answer of " + response.model() + " was cut off at the token limit while it called the tool "
                            + response.toolCalls().get(0).name() + ", so no tool was run. Raise maxTokens.",
                    ErrorDetails.none()));
        }
    }

    private void requireAnotherRound(ToolLoop.Conversation conversation) {
        if (rounds >= settings.maxRounds()) {
            throw located(new TooManyToolRoundsException(
                    model.name() + " was asked " + rounds + " times and still calls tools ("
                            + conversation.response().toolCalls().get(0).name()
                            + "). Raise maxRounds if that is meant to be; the conversation is in the exception.",
                    ErrorDetails.none(),
                    conversation));
        }
    }

    private ChatRequest next(ToolLoop.Conversation conversation, ChatRequest question) {
        List<Message> messages = new ArrayList<>(conversation.messages());
        messages.addAll(results(conversation.response().toolCalls()));
        boolean mayCall = question.toolChoice().mode() != ToolChoice.Mode.NONE;
        return question.toBuilder()
                .messages(messages)
                .toolChoice(mayCall ? ToolChoice.auto() : ToolChoice.none())
                .build();
    }

    private List<Message.ToolResult> results(List<Content.ToolCall> calls) {
        List<Supplier<Message.ToolResult>> work = new ArrayList<>();
        calls.forEach(call -> work.add(() -> result(call)));
        try {
            return new ParallelTasks<>(work).run(settings.executor(), settings.maxParallel());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw located(new CancelledException(
                    "The thread was interrupted while it waited for tools: "
                            + calls.stream().map(Content.ToolCall::name).toList() + ".",
                    ErrorDetails.none(),
                    e));
        }
    }

    private Message.ToolResult result(Content.ToolCall call) {
        try {
            return Message.toolResult(call, tool(call).call(call));
        } catch (RuntimeException e) {
            if (settings.onFailure() == ToolFailure.THROW) {
                throw e instanceof ProtocolException misuse ? located(misuse) : e;
            }
            return Message.toolFailure(call, complaint(e));
        }
    }

    private Tool tool(Content.ToolCall call) {
        return tools.stream()
                .filter(tool -> tool.name().equals(call.name()))
                .findFirst()
                .orElseThrow(() -> new ProtocolException(
                        "There is no tool \"" + call.name() + "\", but the model called it with "
                                + Json.quoted(call.arguments()) + ". The tools are: "
                                + tools.stream().map(Tool::name).toList() + ".",
                        ErrorDetails.none()));
    }

    /** What models read must make sense without a stack trace. */
    private static String complaint(RuntimeException failure) {
        return failure instanceof ProtocolException
                ? String.valueOf(failure.getMessage())
                : "The tool failed: " + failure.getClass().getSimpleName()
                        + (failure.getMessage() == null ? "." : ": " + failure.getMessage());
    }

    private <E extends PosadaException> E located(E failure) {
        failure.complete(model.host().uri().toString(), model.name(), "");
        return failure;
    }
}
