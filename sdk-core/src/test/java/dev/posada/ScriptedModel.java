// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static dev.posada.FakeTransport.does;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model whose answers are scripted, one for each question, and that remembers what it was asked. */
final class ScriptedModel implements ChatModel {
    private final FakeTransport transport = new FakeTransport();
    private final List<ChatRequest> questions = new CopyOnWriteArrayList<>();

    /** Adds an answer of words. */
    ScriptedModel says(String text) {
        return answers(FinishReason.STOP, does(sink -> sink.text(text)));
    }

    /** Adds an answer that calls tools. */
    ScriptedModel calls(Content.ToolCall... calls) {
        return answers(FinishReason.TOOL_CALLS, does(sink -> {
            for (Content.ToolCall call : calls) {
                sink.toolCall(call.id(), call.name(), call.arguments());
            }
        }));
    }

    /** Adds an answer of these steps, with ten tokens in and five out, which ends for a reason. */
    ScriptedModel answers(FinishReason reason, FakeTransport.Step... steps) {
        List<FakeTransport.Step> all = new ArrayList<>(List.of(steps));
        all.add(does(sink -> {
            sink.usage(Usage.of(10, 5));
            sink.finish(reason, null);
        }));
        transport.answers(all.toArray(FakeTransport.Step[]::new));
        return this;
    }

    /** What it was asked, in order. */
    List<ChatRequest> questions() {
        return questions;
    }

    FakeTransport transport() {
        return transport;
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public ModelHost host() {
        return new ScriptedHost(this);
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        questions.add(request);
        return ChatStream.of(CallPolicy.of("test://host").model("tiny"), transport);
    }

    private record ScriptedHost(ChatModel model) implements ModelHost {
        @Override
        public URI uri() {
            return URI.create("test://host");
        }

        @Override
        public ChatModel chatModel(String name) {
            return model;
        }

        @Override
        public List<ModelInfo> models() {
            return List.of();
        }

        @Override
        public ModelInfo model(String name) {
            throw new ModelNotFoundException("no models here", ErrorDetails.none());
        }

        @Override
        public HostHealth health() {
            return new HostHealth(HostHealth.Status.UP, null, "scripted");
        }

        @Override
        public void close() {
            // nothing to let go of
        }
    }
}
