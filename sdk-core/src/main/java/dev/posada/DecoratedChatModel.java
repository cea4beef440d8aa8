// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chat model over others. Its name and host are those of the first. */
record DecoratedChatModel(Tactic<ChatModel> tactic) implements ChatModel {

    @Override
    public String name() {
        return first().name();
    }

    @Override
    public ModelHost host() {
        return first().host();
    }

    private ChatModel first() {
        return tactic.models.get(0);
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        // With one model, what it can't do is known now. A request with time limits gets what waiting leaves of them.
        boolean now = tactic.models.size() == 1 && request.timeouts().isEmpty();
        return new ChatStream(new DecoratedFeed(tactic, request, now ? first().stream(request) : null));
    }

    @Override
    public int countTokens(ChatRequest request) {
        return first().countTokens(request);
    }

    @Override
    public void close() {
        closeAll(tactic.models);
    }

    /** The URI of the host that answers whatever is asked of a model; {@code null} where one of several does. */
    static @Nullable String onlyHostOf(ChatModel model) {
        if (model instanceof Hedge.Hedged hedged) {
            return hedged.models().get(0) == hedged.models().get(1)
                    ? onlyHostOf(hedged.models().get(0))
                    : null;
        }
        if (model instanceof DecoratedChatModel decorated) {
            return decorated.tactic.models.size() == 1 ? onlyHostOf(decorated.first()) : null;
        }
        return model.host().uri().toString();
    }

    /** Closes all of them, also if closing one fails. */
    static void closeAll(List<ChatModel> models) {
        @Nullable RuntimeException failure = null;
        for (ChatModel model : models) {
            try {
                model.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
