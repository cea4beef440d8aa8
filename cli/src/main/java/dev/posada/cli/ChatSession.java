// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.CancelledException;
import dev.posada.ChatResponse;
import dev.posada.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conversation with a model that may change on the way. Not thread-safe. */
final class ChatSession implements AutoCloseable {
    private final Conversation conversation;
    private final Answerer answerer;
    private ChosenModel chosen;
    private Message.@Nullable User unanswered;

    ChatSession(ChosenModel chosen, Conversation conversation, Answerer answerer) {
        this.chosen = chosen;
        this.conversation = conversation;
        this.answerer = answerer;
    }

    /**
     * Asks and shows the answer. If that fails the conversation is as it was before, and the question is kept for another
     * try. An answer that the user stopped stays in the conversation as far as it had come.
     *
     * @throws dev.posada.PosadaException if the model does not answer in full
     */
    void ask(Message.User question) {
        unanswered = question;
        try {
            ChatResponse response = answerer.answer(chosen.chatModel(), conversation.request(question));
            conversation.add(question, response.message());
            unanswered = null;
        } catch (CancelledException e) {
            if (!e.partialText().isEmpty()) {
                conversation.add(question, Message.assistant(e.partialText()));
                unanswered = null;
            }
            throw e;
        }
    }

    /** The last question, if it was not answered. */
    Optional<Message.User> unanswered() {
        return Optional.ofNullable(unanswered);
    }

    /** Begins anew, with the same instructions. */
    void clear() {
        conversation.clear();
        unanswered = null;
    }

    /** Goes on with another model, perhaps on another host. */
    void use(ChosenModel other) {
        if (!other.host().equals(chosen.host())) {
            chosen.close();
        }
        chosen = other;
    }

    ChosenModel chosen() {
        return chosen;
    }

    Conversation conversation() {
        return conversation;
    }

    @Override
    public void close() {
        chosen.close();
    }
}
