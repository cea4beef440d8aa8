// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.HostHealth;
import dev.posada.Message;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A backend as one might write it in an afternoon: it works as long as everything does. It opens a connection for each answer,
 * takes the end of a body for the end of the answer, has an eye on neither errors nor statuses, and drops what it does not know.
 */
final class ToyHost implements ModelHost {
    private final HostSettings settings;

    ToyHost(HostSettings settings) {
        this.settings = settings;
    }

    @Override
    public URI uri() {
        return URI.create(settings.url());
    }

    @Override
    public ChatModel chatModel(String name) {
        return new ToyModel(name);
    }

    @Override
    public List<ModelInfo> models() {
        return List.of();
    }

    @Override
    public ModelInfo model(String name) {
        return ModelInfo.builder(name).build();
    }

    @Override
    public HostHealth health() {
        return new HostHealth(HostHealth.Status.UP, null, "");
    }

    @Override
    public void close() {
        // nothing stays open between calls
    }

    private final class ToyModel implements ChatModel {
        private final String name;

        private ToyModel(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public ModelHost host() {
            return ToyHost.this;
        }

        @Override
        public ChatStream stream(ChatRequest request) {
            CallPolicy policy = CallPolicy.of(settings.url())
                    .model(name)
                    .limits(settings.limits())
                    .retryPolicy(settings.retryPolicy())
                    .forRequest(request);
            return ChatStream.of(
                    policy, call -> new ToySource(uri(), settings.apiKey().orElse(""), body(request), call));
        }

        /** Messages only: tools, seeds and the like are lost. */
        private String body(ChatRequest request) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("model", name);
            body.put(
                    "messages",
                    request.messages().stream().map(ToyHost::message).toList());
            return JsonText.write(body);
        }
    }

    private static Object message(Message message) {
        return Map.of("role", message.getClass().getSimpleName(), "content", message.text());
    }
}
