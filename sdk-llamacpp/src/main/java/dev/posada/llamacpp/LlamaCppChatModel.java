// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.ToolChoice.Mode;
import dev.posada.openai.OpenAiProtocol;
import dev.posada.spi.Call;
import dev.posada.spi.EventSource;
import java.util.List;
import java.util.function.Function;

/** A chat model of a llama-server. */
final class LlamaCppChatModel implements ChatModel {
    private final LlamaCpp host;
    private final OpenAiProtocol protocol;
    private final ModelKnowledge knowledge;
    private final String name;

    LlamaCppChatModel(LlamaCpp host, OpenAiProtocol protocol, ModelKnowledge knowledge, String name) {
        this.host = host;
        this.protocol = protocol;
        this.knowledge = knowledge;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LlamaCpp host() {
        return host;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        Mode choice = request.toolChoice().mode();
        boolean toolRequired = choice == Mode.REQUIRED || choice == Mode.NAMED;
        Function<Call, EventSource> opener = protocol.opener(name, request);
        return ChatStream.of(protocol.policy(name, request), call -> {
            List<ChatWarning> warnings = knowledge.check(name, request, call);
            EventSource source = opener.apply(call);
            return warnings.isEmpty() && !toolRequired ? source : new ChatSource(source, warnings, toolRequired);
        });
    }

    @Override
    public int countTokens(ChatRequest request) {
        return host.api(name).countTokens(request);
    }
}
