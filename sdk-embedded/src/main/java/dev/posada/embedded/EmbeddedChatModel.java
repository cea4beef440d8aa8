// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ModelHost;

/** Chats with the model of an embedded host. */
final class EmbeddedChatModel implements ChatModel {
    private final Embedded host;
    private final String name;
    private final EmbeddedRequestMapper mapper;

    EmbeddedChatModel(Embedded host, String name) {
        this.host = host;
        this.name = name;
        mapper = new EmbeddedRequestMapper(host.where(name));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModelHost host() {
        return host;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        host.requireModel(name);
        AnswerPlan plan = mapper.plan(request);
        Conversation conversation = mapper.conversation(request);
        return ChatStream.of(
                host.policy(name).forRequest(request),
                call -> new EmbeddedSource(
                        host, name, plan, tokenizer -> ChatTemplate.render(conversation, tokenizer), call));
    }

    @Override
    public int countTokens(ChatRequest request) {
        host.requireModel(name);
        Conversation conversation = mapper.conversation(request);
        Tokenizer tokenizer = host.loaded().model().tokenizer();
        return ChatTemplate.render(conversation, tokenizer).tokens().length;
    }
}
