// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ModelHost;

/** A chat model behind the OpenAI wire. */
record OpenAiChatModel(OpenAiProtocol protocol, ModelHost host, String name) implements ChatModel {
    @Override
    public ChatStream stream(ChatRequest request) {
        return protocol.stream(name, request);
    }
}
