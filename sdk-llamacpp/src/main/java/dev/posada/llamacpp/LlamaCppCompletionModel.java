// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.CallPolicy;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.CompletionModel;
import dev.posada.CompletionRequest;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import java.util.List;

/** Raw completion and filling gaps by a llama-server, over its own endpoints. */
final class LlamaCppCompletionModel implements CompletionModel {
    private final LlamaCpp host;
    private final HttpTransport transport;
    private final String name;
    private final LlamaCppOptions defaults;

    LlamaCppCompletionModel(LlamaCpp host, HttpTransport transport, String name, LlamaCppOptions defaults) {
        this.host = host;
        this.transport = transport;
        this.name = name;
        this.defaults = defaults;
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
    public ChatStream stream(CompletionRequest request) {
        HttpRequest http = CompletionMapper.request(name, request, defaults);
        List<ChatWarning> warnings = CompletionMapper.warnings(request);
        CallPolicy policy = transport.policy().model(name).forRequest(request);
        return ChatStream.of(policy, call -> new CompletionSource(transport.open(http, call), warnings));
    }
}
