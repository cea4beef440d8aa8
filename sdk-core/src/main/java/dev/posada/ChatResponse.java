// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A whole answer. Immutable and thread-safe. */
public final class ChatResponse {
    private final Message.Assistant message;
    private final FinishReason finishReason;
    private final @Nullable String rawFinishReason;
    private final String model;
    private final @Nullable String id;
    private final Usage usage;
    private final Timings timings;
    private final List<ChatWarning> warnings;
    private final List<TokenLogprob> logprobs;
    private final Map<String, String> extra;

    ChatResponse(Answer answer) {
        this.message = new Message.Assistant(answer.parts());
        this.finishReason = answer.finishReason();
        this.rawFinishReason = answer.rawFinishReason();
        this.model = answer.model();
        this.id = answer.id();
        this.usage = answer.usage();
        this.timings = answer.timings();
        this.warnings = List.copyOf(answer.warnings());
        this.logprobs = List.copyOf(answer.logprobs());
        this.extra = Map.copyOf(answer.extra());
    }

    private ChatResponse(ChatResponse other, List<ChatWarning> warnings) {
        this.message = other.message;
        this.finishReason = other.finishReason;
        this.rawFinishReason = other.rawFinishReason;
        this.model = other.model;
        this.id = other.id;
        this.usage = other.usage;
        this.timings = other.timings;
        this.warnings = List.copyOf(warnings);
        this.logprobs = other.logprobs;
        this.extra = other.extra;
    }

    /** The same with warnings before its own. */
    ChatResponse warnedBefore(List<ChatWarning> earlier) {
        if (earlier.isEmpty()) {
            return this;
        }
        List<ChatWarning> all = new ArrayList<>(earlier);
        all.addAll(warnings);
        return new ChatResponse(this, all);
    }

    /** The answer as a message, to be added to the conversation. */
    public Message.Assistant message() {
        return message;
    }

    /** The words of the answer. */
    public String text() {
        return message.text();
    }

    /** What the model thought before it answered; empty if it did not, or does not tell. */
    public String thinking() {
        return message.thinking();
    }

    /** The tools that the model wants to be called. */
    public List<Content.ToolCall> toolCalls() {
        return message.toolCalls();
    }

    /** Why the answer ended. After {@link FinishReason#LENGTH} it is cut off. */
    public FinishReason finishReason() {
        return finishReason;
    }

    /** The host's own word for why the answer ended. */
    public Optional<String> rawFinishReason() {
        return Optional.ofNullable(rawFinishReason);
    }

    /** The model that answered, as the host names it. */
    public String model() {
        return model;
    }

    /** The host's name for the answer. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** How many tokens the answer took. */
    public Usage usage() {
        return usage;
    }

    /** Where the time went. */
    public Timings timings() {
        return timings;
    }

    /** What the caller should know. */
    public List<ChatWarning> warnings() {
        return warnings;
    }

    /** The probabilities of the tokens, where asked for. */
    public List<TokenLogprob> logprobs() {
        return logprobs;
    }

    /** Fields of the answer that the common model has no place for: names with JSON text. */
    public Map<String, String> extra() {
        return extra;
    }

    @Override
    public String toString() {
        return "ChatResponse[" + finishReason + ", " + usage.outputTokens() + " tokens, model=" + model + "]";
    }
}
