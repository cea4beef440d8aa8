// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatStream;
import dev.posada.CompletionModel;
import dev.posada.CompletionRequest;
import dev.posada.ModelHost;

/** A model behind the OpenAI wire that continues a text. */
record OpenAiCompletionModel(OpenAiProtocol protocol, ModelHost host, String name) implements CompletionModel {
    @Override
    public ChatStream stream(CompletionRequest request) {
        return protocol.stream(name, request);
    }
}
