// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A question to a chat model: the whole conversation so far, with every setting. Immutable and thread-safe; nothing is
 * remembered between calls, so a follow-up is {@code request.toBuilder().add(response.message()).user("…").build()}.
 */
public final class ChatRequest extends ModelRequest {
    private final List<Message> messages;
    private final List<Tool> tools;
    private final ToolChoice toolChoice;
    private final @Nullable Thinking thinking;
    private final @Nullable Integer topLogprobs;

    private ChatRequest(Builder builder) {
        super(builder);
        this.messages = List.copyOf(builder.messages);
        this.tools = List.copyOf(builder.tools);
        this.toolChoice = builder.toolChoice;
        this.thinking = builder.thinking;
        this.topLogprobs = builder.topLogprobs;
    }

    /** A single question with no settings. */
    public static ChatRequest of(String question) {
        return builder().user(question).build();
    }

    /** An empty request to fill. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this request. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.startFrom(this);
        builder.messages.addAll(messages);
        builder.tools = tools;
        builder.toolChoice = toolChoice;
        builder.thinking = thinking;
        builder.topLogprobs = topLogprobs;
        return builder;
    }

    /** The conversation so far, oldest first. */
    public List<Message> messages() {
        return messages;
    }

    /** The tools that the model may call. */
    public List<Tool> tools() {
        return tools;
    }

    /** Whether tools may, must or must not be called. */
    public ToolChoice toolChoice() {
        return toolChoice;
    }

    /** How much the model should think; empty leaves it to the host. */
    public Optional<Thinking> thinking() {
        return Optional.ofNullable(thinking);
    }

    /** How many likeliest alternatives to report for each token; zero for the chosen token alone, empty for none. */
    public OptionalInt topLogprobs() {
        return topLogprobs == null ? OptionalInt.empty() : OptionalInt.of(topLogprobs);
    }

    @Override
    public String toString() {
        return "ChatRequest[" + messages.size() + " messages, " + tools.size() + " tools, " + sampling() + "]";
    }

    /** Collects a request. Not thread-safe. */
    public static final class Builder extends ModelRequest.Builder<Builder> {
        private final List<Message> messages = new ArrayList<>();
        private List<Tool> tools = List.of();
        private ToolChoice toolChoice = ToolChoice.auto();
        private @Nullable Thinking thinking;
        private @Nullable Integer topLogprobs;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Adds instructions to the model. */
        public Builder system(String text) {
            return add(Message.system(text));
        }

        /** Adds what the user says. */
        public Builder user(String text) {
            return add(Message.user(text));
        }

        /** Adds what the user says, in several parts. */
        public Builder user(Content... parts) {
            return add(Message.user(parts));
        }

        /** Adds what the model said. */
        public Builder assistant(String text) {
            return add(Message.assistant(text));
        }

        /** Adds a message. */
        public Builder add(Message message) {
            messages.add(Objects.requireNonNull(message, "message"));
            return this;
        }

        /** Replaces all messages. */
        public Builder messages(List<? extends Message> conversation) {
            messages.clear();
            conversation.forEach(this::add);
            return this;
        }

        /** Names the tools that the model may call. */
        public Builder tools(Tool... available) {
            return tools(List.of(available));
        }

        /**
         * Names the tools that the model may call.
         *
         * @throws IllegalArgumentException if two of them have the same name
         */
        public Builder tools(List<Tool> available) {
            long names = available.stream().map(Tool::name).distinct().count();
            if (names != available.size()) {
                throw new IllegalArgumentException("Two tools have the same name: "
                        + available.stream().map(Tool::name).toList());
            }
            tools = List.copyOf(available);
            return this;
        }

        /** Says whether tools may, must or must not be called. */
        public Builder toolChoice(ToolChoice choice) {
            toolChoice = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /** Says how much the model should think. */
        public Builder thinking(Thinking setting) {
            thinking = Objects.requireNonNull(setting, "setting");
            return this;
        }

        /** Asks for the probability of each token, and of this many likeliest alternatives. */
        public Builder topLogprobs(int alternatives) {
            if (alternatives < 0) {
                throw new IllegalArgumentException("topLogprobs is " + alternatives + "; it must be 0 or more.");
            }
            topLogprobs = alternatives;
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException if the tool that must be called is not among the tools
         */
        public ChatRequest build() {
            boolean wantsTool = toolChoice.mode() == ToolChoice.Mode.REQUIRED
                    || toolChoice.toolName().isPresent();
            if (wantsTool && tools.isEmpty()) {
                throw new IllegalArgumentException("The tool choice is " + toolChoice + ", but no tools are given.");
            }
            toolChoice.toolName().ifPresent(this::requireTool);
            return new ChatRequest(this);
        }

        private void requireTool(String name) {
            if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
                throw new IllegalArgumentException("The tool choice names " + name + ", which is not among the tools "
                        + tools.stream().map(Tool::name).toList() + ".");
            }
        }
    }
}
