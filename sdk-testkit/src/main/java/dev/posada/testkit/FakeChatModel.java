// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;

/** A chat model of a fake host. Everything but the answers is the real thing. */
final class FakeChatModel implements ChatModel {
    private final FakeHost host;
    private final String name;

    FakeChatModel(FakeHost host, String name) {
        this.host = host;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FakeHost host() {
        return host;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        CallPolicy policy = host.policy(name).forRequest(request);
        return ChatStream.of(policy, call -> host.open(name, request, call));
    }
}
