// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;
import java.util.Objects;

/**
 * One turn of a conversation. Immutable and thread-safe. The family grows: a program that switches over it should have
 * a default branch.
 */
public sealed interface Message {
    /** The parts of the message, in order. */
    List<Content> content();

    /** The words of the message: its text parts joined, without thinking and tool calls. */
    default String text() {
        List<Content> parts = content();
        if (parts.size() == 1 && parts.get(0) instanceof Content.Text only) {
            return only.text();
        }
        StringBuilder text = new StringBuilder();
        for (Content part : parts) {
            if (part instanceof Content.Text words) {
                text.append(words.text());
            }
        }
        return text.toString();
    }

    /**
     * Instructions to the model.
     *
     * @param content the parts of the message
     */
    @SuppressWarnings("JavaLangClash") // the field's standard word for this role; nobody imports it
    record System(List<Content> content) implements Message {
        /** Copies the list. */
        public System {
            content = List.copyOf(content);
        }
    }

    /**
     * What the user says.
     *
     * @param content the parts of the message
     */
    record User(List<Content> content) implements Message {
        /** Copies the list. */
        public User {
            content = List.copyOf(content);
        }
    }

    /**
     * What the model said.
     *
     * @param content the parts of the message
     */
    record Assistant(List<Content> content) implements Message {
        /** Copies the list. */
        public Assistant {
            content = List.copyOf(content);
        }

        /** The tools that the model wants to be called, in order. */
        public List<Content.ToolCall> toolCalls() {
            return content.stream()
                    .filter(Content.ToolCall.class::isInstance)
                    .map(Content.ToolCall.class::cast)
                    .toList();
        }

        /** What the model thought, joined; empty if it did not. */
        public String thinking() {
            StringBuilder thoughts = new StringBuilder();
            for (Content part : content) {
                if (part instanceof Content.Thinking thought) {
                    thoughts.append(thought.text());
                }
            }
            return thoughts.toString();
        }
    }

    /**
     * What a tool answered.
     *
     * @param callId the id of the call that this answers
     * @param toolName the tool
     * @param content the parts of the answer
     * @param failed whether the tool failed, the content being its complaint
     */
    record ToolResult(String callId, String toolName, List<Content> content, boolean failed) implements Message {
        /** Copies the list. */
        public ToolResult {
            Objects.requireNonNull(callId, "callId");
            Objects.requireNonNull(toolName, "toolName");
            content = List.copyOf(content);
        }
    }

    /** Instructions to the model. */
    static Message.System system(String text) {
        return new System(List.of(new Content.Text(text)));
    }

    /** What the user says. */
    static Message.User user(String text) {
        return new User(List.of(new Content.Text(text)));
    }

    /** What the user says, in several parts: words, pictures and so on. */
    static Message.User user(Content... parts) {
        return new User(List.of(parts));
    }

    /** What the model said, for a conversation that is made up or restored. */
    static Message.Assistant assistant(String text) {
        return new Assistant(List.of(new Content.Text(text)));
    }

    /** What a tool answered to a call. */
    static Message.ToolResult toolResult(Content.ToolCall call, String text) {
        return new ToolResult(call.id(), call.name(), List.of(new Content.Text(text)), false);
    }

    /** What a tool complained of when it was called. */
    static Message.ToolResult toolFailure(Content.ToolCall call, String complaint) {
        return new ToolResult(call.id(), call.name(), List.of(new Content.Text(complaint)), true);
    }
}
