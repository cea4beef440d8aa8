// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
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
                        host,
                        name,
                        planWithTemplate(plan),
                        tokenizer -> ChatTemplate.render(conversation, tokenizer),
                        call));
    }

    /** A file may want another template than ours; Jinja is not run here. */
    private AnswerPlan planWithTemplate(AnswerPlan plan) {
        boolean isKnown =
                host.isDemo() || !ChatTemplate.differsFrom(host.loaded().model().chatTemplate());
        return isKnown
                ? plan
                : plan.plus(new ChatWarning(
                        ChatWarning.APPROXIMATED,
                        "The chat template in the model's file is another than the demo model's, which was used; answers may"
                                + " be worse than the model could give."));
    }

    @Override
    public int countTokens(ChatRequest request) {
        host.requireModel(name);
        Conversation conversation = mapper.conversation(request);
        Tokenizer tokenizer = host.loaded().model().tokenizer();
        return ChatTemplate.render(conversation, tokenizer).tokens().length;
    }
}
