// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/** A model that closes its host. */
record OwnedChatModel(ChatModel model) implements ChatModel {

    static ChatModel open(String uri) {
        ModelHost host = ModelHost.open(uri);
        String name = host.defaultModel().orElse(null);
        if (name == null) {
            host.close();
            throw new IllegalArgumentException(
                    "The host URI " + host.uri() + " names no model; add it, as in " + host.uri() + "/llama3.2.");
        }
        return new OwnedChatModel(host.chatModel(name));
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public ModelHost host() {
        return model.host();
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return model.stream(request);
    }

    @Override
    public int countTokens(ChatRequest request) {
        return model.countTokens(request);
    }

    @Override
    public void close() {
        model.host().close();
    }
}
