// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Threads;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model, runs the tools that it calls, tells it what they answered, and asks again, until it answers without calling
 * any. Immutable; as thread-safe as the tools.
 *
 * <pre>{@code
 * ChatResponse answer = ToolLoop.of(model, weather).maxRounds(5).run(ChatRequest.of("Do I need a coat in Cusco?"));
 * }</pre>
 *
 * <p>A round is one question to the model and, if it calls tools, running them. The tools of a round run side by side, in
 * threads that are started for them (virtual ones where the JVM has them), and their results go back in the order of the
 * calls.
 *
 * <p>By default, whatever a tool throws reaches the caller, and so does a {@link ProtocolException} if the model calls a tool
 * that there is not, or with arguments that do not fit; other tools of the round are interrupted.
 * {@link ToolFailure#TELL_MODEL} tells the model instead. An {@link Error} always reaches the caller.
 *
 * <p>To end a loop from outside, interrupt its thread: the call to the model is cut off or the running tools are interrupted,
 * and the loop ends with a {@link CancelledException}, without waiting for tools that do not listen.
 *
 * <p>A {@link ToolChoice} that demands a call holds for the first round; after it the model decides, as it would never come to
 * an end otherwise. If the request demands an {@link OutputFormat}, the rounds are asked without it; when the model calls no
 * more tools, it is asked once more, beyond {@link #maxRounds}, with the format and without tools. Most hosts can't do both in one answer, and some drop
 * the tools without a word.
 */
public final class ToolLoop {
    private final ChatModel model;
    private final List<Tool> tools;
    private final Settings settings;

    /**
     * What can be set.
     *
     * @param maxRounds how often the model is asked at most
     * @param maxParallel how many tools run at once at most
     * @param onFailure what to do when a tool fails
     * @param executor runs the tools
     * @param listener gets the events of the answers as they arrive, if anybody wants them
     */
    record Settings(
            int maxRounds,
            int maxParallel,
            ToolFailure onFailure,
            Executor executor,
            @Nullable Consumer<? super ChatEvent> listener) {}

    private ToolLoop(ChatModel model, List<Tool> tools, Settings settings) {
        this.model = model;
        this.tools = tools;
        this.settings = settings;
    }

    /**
     * A loop of at most ten rounds, with at most eight tools at once.
     *
     * @param model the model to ask
     * @param tools the tools that it may call, besides those of the request
     * @throws IllegalArgumentException if one of the tools has no function to call, or two have the same name
     */
    public static ToolLoop of(ChatModel model, Tool... tools) {
        return of(model, List.of(tools));
    }

    /** A loop of at most ten rounds, with at most eight tools at once; as {@link #of(ChatModel, Tool...)}. */
    public static ToolLoop of(ChatModel model, List<Tool> tools) {
        Objects.requireNonNull(model, "model");
        Settings settings = new Settings(10, 8, ToolFailure.THROW, task -> Threads.start("posada-tool", task), null);
        return new ToolLoop(model, ToolRun.requireCallable(tools), settings);
    }

    private ToolLoop with(Settings other) {
        return new ToolLoop(model, tools, other);
    }

    /**
     * The same with another limit on how often the model is asked. If it still calls tools in its last answer, they are not
     * run and the loop ends with a {@link TooManyToolRoundsException}.
     */
    public ToolLoop maxRounds(int limit) {
        return with(new Settings(
                atLeastOne(limit, "maxRounds"),
                settings.maxParallel,
                settings.onFailure,
                settings.executor,
                settings.listener));
    }

    /** The same with another limit on how many tools run at once. */
    public ToolLoop maxParallel(int limit) {
        return with(new Settings(
                settings.maxRounds,
                atLeastOne(limit, "maxParallel"),
                settings.onFailure,
                settings.executor,
                settings.listener));
    }

    /** The same with another way to treat the failure of a tool. */
    public ToolLoop onToolFailure(ToolFailure treatment) {
        return with(new Settings(
                settings.maxRounds,
                settings.maxParallel,
                Objects.requireNonNull(treatment, "treatment"),
                settings.executor,
                settings.listener));
    }

    /**
     * The same with tools that run in threads of the caller's choice. With {@code Runnable::run} they run one after the other
     * in the thread that runs the loop, and see what belongs to it: transactions, logging contexts.
     */
    public ToolLoop executor(Executor toolExecutor) {
        return with(new Settings(
                settings.maxRounds,
                settings.maxParallel,
                settings.onFailure,
                Objects.requireNonNull(toolExecutor, "toolExecutor"),
                settings.listener));
    }

    /**
     * The same with somebody who sees each answer while it arrives: all events of all rounds, each round from
     * {@link ChatEvent.Started} to {@link ChatEvent.Finished}, in the thread that runs the loop. What it throws ends the loop.
     */
    public ToolLoop onEvent(Consumer<? super ChatEvent> listener) {
        return with(new Settings(
                settings.maxRounds,
                settings.maxParallel,
                settings.onFailure,
                settings.executor,
                Objects.requireNonNull(listener, "listener")));
    }

    private static int atLeastOne(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be 1 or more.");
        }
        return value;
    }

    /**
     * Runs the loop. The calling thread waits for its end.
     *
     * @return the model's last answer, which calls no tools
     * @throws TooManyToolRoundsException if the model still calls tools when it may not be asked again
     * @throws ProtocolException if an answer is cut off while it calls tools; with {@link ToolFailure#THROW} also if the model
     *     calls a tool that there is not, or with arguments that do not fit
     * @throws CancelledException if the thread is interrupted; its flag stays set
     * @throws PosadaException if the model does not answer in full
     * @throws IllegalArgumentException if one of the request's tools has no function to call, or has the name of another
     */
    public ChatResponse run(ChatRequest request) {
        return converse(request).response();
    }

    /** Runs the loop and tells all that was said; otherwise as {@link #run}. */
    public Conversation converse(ChatRequest request) {
        return ToolRun.of(model, tools, settings, request);
    }

    /** What was said in a loop. Immutable and thread-safe. */
    public static final class Conversation {
        private final ChatResponse response;
        private final List<Message> messages;
        private final int rounds;
        private final Usage usage;

        Conversation(ChatResponse response, List<Message> messages, int rounds, Usage usage) {
            this.response = response;
            this.messages = messages;
            this.rounds = rounds;
            this.usage = usage;
        }

        /** The model's last answer. */
        public ChatResponse response() {
            return response;
        }

        /**
         * All messages: those of the request, the model's, the results of the tools. A follow-up is
         * {@code request.toBuilder().messages(conversation.messages()).user("…").build()}.
         */
        public List<Message> messages() {
            return messages;
        }

        /** How often the model was asked. */
        public int rounds() {
            return rounds;
        }

        /** What all answers took together. */
        public Usage usage() {
            return usage;
        }

        @Override
        public String toString() {
            return "Conversation[" + rounds + " rounds, " + messages.size() + " messages, " + response + "]";
        }
    }
}
