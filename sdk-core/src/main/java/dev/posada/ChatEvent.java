// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer while it arrives. Immutable and thread-safe. The family grows: a program that switches over it
 * should have a default branch.
 */
public sealed interface ChatEvent {
    /**
     * The model has begun to answer. Comes once, before everything else.
     *
     * @param responseId the server's name for the answer, or {@code null} where it gives none
     * @param model the model that answers
     */
    record Started(@Nullable String responseId, String model) implements ChatEvent {
        /** The server's name for the answer. */
        public Optional<String> id() {
            return Optional.ofNullable(responseId);
        }
    }

    /**
     * The next words of the answer; never empty.
     *
     * @param text the words
     */
    record TextDelta(String text) implements ChatEvent {}

    /**
     * The next words of the model's thinking; never empty.
     *
     * @param text the words
     */
    record ThinkingDelta(String text) implements ChatEvent {}

    /**
     * The model has begun to call a tool.
     *
     * @param index counts the calls of this answer from 0
     * @param id names the call
     * @param name the tool
     */
    record ToolCallStarted(int index, String id, String name) implements ChatEvent {}

    /**
     * The next part of a call's arguments, which are not complete yet.
     *
     * @param index which call
     * @param json the next part of the JSON text
     */
    record ToolArgumentsDelta(int index, String json) implements ChatEvent {}

    /**
     * A tool call is complete.
     *
     * @param index which call
     * @param call the whole call
     */
    record ToolCallReady(int index, Content.ToolCall call) implements ChatEvent {}

    /**
     * Something that the caller should know and that is no failure.
     *
     * @param warning what it is
     */
    record Warning(ChatWarning warning) implements ChatEvent {}

    /**
     * The answer is complete. The last event.
     *
     * @param response the whole answer
     */
    record Finished(ChatResponse response) implements ChatEvent {}
}
