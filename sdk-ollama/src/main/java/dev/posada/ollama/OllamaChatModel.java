// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.CallPolicy;
import dev.posada.Capability;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpRequest;
import dev.posada.spi.Call;
import dev.posada.spi.EventSource;

/** Chats over {@code /api/chat}. */
final class OllamaChatModel implements ChatModel {
    private final Ollama host;
    private final String name;
    private final OllamaRequestMapper mapper;

    OllamaChatModel(Ollama host, String name) {
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
    public ChatStream stream(ChatRequest request) {
        OllamaBody body = mapper.chat(request);
        HttpRequest post = HttpRequest.post("/api/chat", body.json()).accept(HttpRequest.NDJSON);
        OllamaPromptCheck check = OllamaPromptCheck.of(
                request, mapper.options(request), host.server().promptCheck(name));
        CallPolicy policy = host.transport().policy().model(name).forRequest(request);
        return ChatStream.of(policy, call -> open(request, post, check, body, call));
    }

    private EventSource open(
            ChatRequest request, HttpRequest post, OllamaPromptCheck check, OllamaBody body, Call call) {
        requireMediaSupport(request, call);
        return new OllamaSource(host.transport().open(post, call), check, body.warnings());
    }

    /** The server checks this for tools and thinking only; a model without eyes fails in its engine, or answers blindly. */
    private void requireMediaSupport(ChatRequest request, Call call) {
        if (OllamaMessages.haveImages(request.messages())) {
            require(Capability.IMAGES, "can't look at images", call);
        }
        if (OllamaMessages.haveSound(request.messages())) {
            require(Capability.AUDIO, "can't listen to sound", call);
        }
    }

    private void require(Capability capability, String complaint, Call call) {
        if (host.server().lacks(capability, name, call)) {
            throw new UnsupportedFeatureException(
                    "The model " + name + " at " + host.uri() + " " + complaint
                            + "; host.models() tells which model can.",
                    host.where(name));
        }
    }
}
