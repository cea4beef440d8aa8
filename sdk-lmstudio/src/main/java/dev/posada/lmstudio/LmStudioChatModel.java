// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;

/** Chats over the OpenAI side of the server. */
final class LmStudioChatModel implements ChatModel {
    private final LmStudio host;
    private final String name;
    private final ModelRequests requests;

    LmStudioChatModel(LmStudio host, String name, ModelRequests requests) {
        this.host = host;
        this.name = name;
        this.requests = requests;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LmStudio host() {
        return host;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return requests.stream(name, request);
    }
}
