// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.ChatRequest;
import dev.posada.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was said so far: whole turns only, a question and its answer. Not thread-safe. */
final class Conversation {
    private final ChatRequest settings;
    private final List<Message> messages = new ArrayList<>();
    private @Nullable String system;

    /** An empty conversation; its requests have the settings of the given one. */
    Conversation(ChatRequest settings) {
        this.settings = settings;
    }

    /** The request that asks a question after all that was said. */
    ChatRequest request(Message.User question) {
        ChatRequest.Builder request = settings.toBuilder();
        system().ifPresent(request::system);
        messages.forEach(request::add);
        return request.add(question).build();
    }

    void add(Message.User question, Message.Assistant answer) {
        messages.add(question);
        messages.add(answer);
    }

    void clear() {
        messages.clear();
    }

    /** Takes over another conversation. */
    void replace(@Nullable String otherSystem, List<Message> otherMessages) {
        system = otherSystem;
        messages.clear();
        messages.addAll(otherMessages);
    }

    void system(@Nullable String text) {
        system = text;
    }

    Optional<String> system() {
        return Optional.ofNullable(system);
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }
}
