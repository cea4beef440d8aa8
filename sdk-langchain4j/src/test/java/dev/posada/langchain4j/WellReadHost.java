// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.posada.AuthenticationException;
import dev.posada.CallPolicy;
import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.Content;
import dev.posada.Embedding;
import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.HostHealth;
import dev.posada.Message;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.OutputFormat;
import dev.posada.Timings;
import dev.posada.Usage;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * A host whose models know what LangChain4j's suites ask, and do what a request says: tokens are words, and stop texts, limits,
 * tools and formats count. A model called {@code locked} wants a key.
 */
final class WellReadHost implements ModelHost {
    static final String LOCKED = "locked";

    @Override
    public URI uri() {
        return URI.create("wellread://library");
    }

    @Override
    public ChatModel chatModel(String name) {
        return new Reader(name);
    }

    @Override
    public EmbeddingModel embeddingModel(String name) {
        return new Vectors(name);
    }

    @Override
    public List<ModelInfo> models() {
        return List.of(model("reader"));
    }

    @Override
    public ModelInfo model(String name) {
        return ModelInfo.builder(name)
                .capabilities(Capabilities.of(Capability.CHAT, Capability.TOOLS, Capability.STRUCTURED_OUTPUT))
                .build();
    }

    @Override
    public HostHealth health() {
        return new HostHealth(HostHealth.Status.UP, null, "Always there.");
    }

    @Override
    public void close() {}

    private static void requireKey(String name) {
        if (name.equals(LOCKED)) {
            throw new AuthenticationException("The model is locked; bring a key.", ErrorDetails.none());
        }
    }

    private final class Reader implements ChatModel {
        private final String name;

        Reader(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public ModelHost host() {
            return WellReadHost.this;
        }

        @Override
        public ChatStream stream(ChatRequest request) {
            return ChatStream.of(
                    CallPolicy.of(uri().toString()).model(name).forRequest(request),
                    call -> new Reading(name, request));
        }
    }

    private static final class Reading implements EventSource {
        private final String name;
        private final ChatRequest request;
        private List<String> words = List.of();
        private int next = -1;

        Reading(String name, ChatRequest request) {
            this.name = name;
            this.request = request;
        }

        @Override
        public boolean advance(EventSink sink) {
            if (next < 0) {
                requireKey(name);
                sink.started("answer-1", name);
                if (callsTools(sink)) {
                    return false;
                }
                words = Arrays.asList(beforeStop(answer(request)).split("(?<= )"));
                next = 0;
                return true;
            }
            int limit = request.sampling().maxTokens().orElse(Integer.MAX_VALUE);
            if (next < Math.min(words.size(), limit)) {
                sink.text(words.get(next++));
                return true;
            }
            finish(sink, next, next < words.size() ? FinishReason.LENGTH : FinishReason.STOP);
            return false;
        }

        private boolean callsTools(EventSink sink) {
            boolean isAnswered = request.messages().stream().anyMatch(Message.ToolResult.class::isInstance);
            if (request.tools().isEmpty() || isAnswered) {
                return false;
            }
            String question = lastOf(request).text();
            if (question.contains("Munich")) {
                inPieces(0, "getWeather", "{\"city\":", "\"Munich\"}", sink);
                if (question.contains("France")) {
                    inPieces(1, "getTime", "{\"country\":", "\"France\"}", sink);
                }
            } else if (question.contains("time now")) {
                sink.toolCall("call-0", "get_current_time", "");
            } else {
                return false;
            }
            finish(sink, 9, FinishReason.TOOL_CALLS);
            return true;
        }

        private static void inPieces(int index, String tool, String first, String second, EventSink sink) {
            sink.toolCallFragment(index, "call-" + index, tool, first);
            sink.toolCallFragment(index, null, null, second);
        }

        private static void finish(EventSink sink, int tokens, FinishReason reason) {
            sink.usage(Usage.of(10, tokens));
            sink.finish(reason, reason.name());
        }

        private String beforeStop(String answer) {
            return request.sampling().stop().stream()
                    .map(answer::indexOf)
                    .filter(place -> place >= 0)
                    .min(Integer::compare)
                    .map(end -> answer.substring(0, end))
                    .orElse(answer);
        }

        @Override
        public void close() {}
    }

    private static Message lastOf(ChatRequest request) {
        return request.messages().get(request.messages().size() - 1);
    }

    private static String answer(ChatRequest request) {
        boolean isJson = request.outputFormat().kind() != OutputFormat.Kind.TEXT;
        Message last = lastOf(request);
        if (last instanceof Message.ToolResult) {
            return isJson ? "{\"weather\": \"sunny\"}" : "The tools say: " + results(request);
        }
        String question = last.text();
        long pictures =
                last.content().stream().filter(Content.Image.class::isInstance).count();
        if (pictures > 0) {
            return pictures == 1 ? "I see a cat." : "I see a cat, and dice.";
        }
        if (question.contains("Germany")) {
            return isJson ? "{\"city\": \"Berlin\"}" : "The capital of Germany is Berlin, and two and two are four.";
        }
        if (question.contains("love")) {
            return "Ich liebe dich.";
        }
        if (question.contains("color")) {
            return "It is green.";
        }
        return question.contains("Hello World") ? "Hello World" : "Once upon a time there was a fox who met a bear.";
    }

    private static String results(ChatRequest request) {
        return String.join(
                ", ",
                request.messages().stream()
                        .filter(Message.ToolResult.class::isInstance)
                        .map(Message::text)
                        .toList());
    }

    private final class Vectors implements EmbeddingModel {
        private final String name;

        Vectors(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public ModelHost host() {
            return WellReadHost.this;
        }

        @Override
        public EmbeddingResponse embed(EmbeddingRequest request) {
            requireKey(name);
            List<Embedding> vectors = request.texts().stream()
                    .map(text -> vector(text, request.dimensions().orElse(8)))
                    .toList();
            return new EmbeddingResponse(name, vectors, Usage.of(3, 0), Timings.none(), List.of());
        }

        private static Embedding vector(String text, int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (text + i).hashCode() / 1e9f;
            }
            return Embedding.of(values);
        }
    }
}
