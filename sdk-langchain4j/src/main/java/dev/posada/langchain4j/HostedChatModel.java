// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ModelHost;
import dev.posada.UnsupportedFeatureException;

/** Chats with a model of LangChain4j. */
final class HostedChatModel implements ChatModel {
    private final LangChain4jHost host;
    private final String name;

    HostedChatModel(LangChain4jHost host, String name) {
        this.host = host;
        this.name = name;
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
        LangChain4jHost.Models models = host.require(name);
        HostedRequestMapper mapper = new HostedRequestMapper(host.where(name));
        StreamingChatModel streaming = models.streaming();
        if (streaming != null) {
            HostedRequest mapped = mapper.map(request, streaming.supportedCapabilities());
            return ChatStream.of(
                    policy(request, false),
                    call -> new StreamingSource(streaming, mapped, call, host.executor(), host.where(name)));
        }
        var chat = models.chat();
        if (chat == null) {
            throw new UnsupportedFeatureException(
                    "The model " + name + " of the host " + host.uri() + " does not chat.", host.where(name));
        }
        HostedRequest mapped = mapper.map(request, chat.supportedCapabilities());
        return ChatStream.of(
                policy(request, true), call -> new WholeSource(chat, mapped, call, host.executor(), host.where(name)));
    }

    private CallPolicy policy(ChatRequest request, boolean triesAgainItself) {
        return host.policy(name, triesAgainItself).forRequest(request);
    }
}
