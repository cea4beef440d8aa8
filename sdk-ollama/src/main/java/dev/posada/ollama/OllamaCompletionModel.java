// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.CallPolicy;
import dev.posada.ChatStream;
import dev.posada.CompletionModel;
import dev.posada.CompletionRequest;
import dev.posada.http.HttpRequest;

/** Continues texts over {@code /api/generate}. */
final class OllamaCompletionModel implements CompletionModel {
    private final Ollama host;
    private final String name;
    private final OllamaRequestMapper mapper;

    OllamaCompletionModel(Ollama host, String name) {
        this.host = host;
        this.name = name;
        this.mapper = host.mapper(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Ollama host() {
        return host;
    }

    @Override
    public ChatStream stream(CompletionRequest request) {
        OllamaBody body = mapper.completion(request);
        HttpRequest post = HttpRequest.post("/api/generate", body.json()).accept(HttpRequest.NDJSON);
        OllamaPromptCheck check = OllamaPromptCheck.of(
                request, mapper.options(request), host.server().promptCheck(name));
        CallPolicy policy = host.transport().policy().model(name).forRequest(request);
        return ChatStream.of(
                policy, call -> new OllamaSource(host.transport().open(post, call), check, body.warnings()));
    }
}
