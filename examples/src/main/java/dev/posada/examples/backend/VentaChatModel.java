// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.backend;

import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ModelHost;
import dev.posada.http.HttpRequest;

/** Chats with one model. Light and thread-safe. */
final class VentaChatModel implements ChatModel {
    private final Venta host;
    private final String name;

    VentaChatModel(Venta host, String name) {
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
        VentaRequest body = new VentaRequest(request, host.where(name));
        HttpRequest post = HttpRequest.post("/api/chat", body.json(name)).accept(HttpRequest.NDJSON);
        CallPolicy policy = host.transport().policy().model(name).forRequest(request);
        return ChatStream.of(policy, call -> new VentaSource(host.transport().open(post, call), body.warnings()));
    }
}
