// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.Embedding;
import dev.posada.FinishReason;
import dev.posada.HostHealth.Status;
import dev.posada.ModelHost;
import dev.posada.OutputFormat;
import dev.posada.Thinking;
import dev.posada.Tool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Against a real server: {@code POSADA_IT_OPENAI=openai://localhost:8080/MODEL}, with {@code ?dialect=…} if it needs one. Any
 * model that chats will do; what it says does not matter.
 */
@EnabledIfEnvironmentVariable(named = "POSADA_IT_OPENAI", matches = "openai.*")
class OpenAiLiveIT {
    record Weather(String city, int degrees) {}

    private ModelHost host;
    private ChatModel model;

    @BeforeEach
    void open() {
        host = ModelHost.open(System.getenv("POSADA_IT_OPENAI"));
        model = host.chatModel(host.defaultModel().orElseThrow());
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static ChatRequest.Builder request() {
        return ChatRequest.builder()
                .user("Name a river in Peru.")
                .maxTokens(200)
                .temperature(0)
                .seed(7);
    }

    @Test
    void answersAndCounts() {
        ChatResponse response = model.chat(request().build());

        assertThat(response.text() + response.thinking()).isNotBlank();
        assertThat(response.finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
        assertThat(response.usage().inputTokens()).isPositive();
        assertThat(response.usage().outputTokens()).isPositive();
    }

    @Test
    void stopsAtTheTokenLimit() {
        ChatResponse response = model.chat(request().maxTokens(2).build());

        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void streamsWordByWord() {
        List<ChatEvent> events = new ArrayList<>();

        try (ChatStream stream = model.stream(request().build())) {
            stream.forEach(events::add);
        }

        assertThat(events.size()).isGreaterThan(4);
        assertThat(events.get(0)).isInstanceOf(ChatEvent.Started.class);
        assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Finished.class);
    }

    @Test
    void doesNotThinkIfItIsToldNotTo() {
        ChatResponse response = model.chat(request().thinking(Thinking.off()).build());

        assertThat(response.thinking().isEmpty() || !response.warnings().isEmpty())
                .isTrue();
    }

    @Test
    void holdsAnAnswerToASchema() {
        ChatRequest request = request()
                .thinking(Thinking.off())
                .outputFormat(OutputFormat.jsonSchema(
                        "answer",
                        "{\"type\":\"object\",\"properties\":{\"yes\":{\"type\":\"boolean\"}},\"required\":[\"yes\"],"
                                + "\"additionalProperties\":false}"))
                .build();

        ChatResponse response = model.chat(request);

        assertThat(response.text().replaceAll("\\s", "")).isIn("{\"yes\":true}", "{\"yes\":false}");
    }

    @Test
    void callsATool() {
        Tool tool = Tool.of("get_weather", "Current weather in a city", Weather.class, Weather::degrees);
        ChatRequest request = ChatRequest.builder()
                .user("What is the weather in Lima? Call the tool.")
                .tools(tool)
                .maxTokens(300)
                .temperature(0)
                .build();

        ChatResponse response = model.chat(request);

        response.toolCalls().forEach(call -> {
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(call.argumentsProblem()).isEmpty();
        });
        assertThat(response.text() + response.thinking() + response.toolCalls()).isNotBlank();
    }

    @Test
    void leavesEarly() {
        try (ChatStream stream = model.stream(request().maxTokens(1_000).build())) {
            assertThat(stream.iterator().next()).isInstanceOf(ChatEvent.Started.class);
        }

        assertThat(model.chat(request().build()).usage().outputTokens()).isPositive();
    }

    @Test
    void isUpAndKnowsItsModel() {
        assertThat(host.health().status()).isEqualTo(Status.UP);
        assertThat(host.models()).isNotEmpty();
        assertThat(host.model(model.name()).name()).isNotBlank();
    }

    @Test
    void continuesAText() {
        ChatResponse response = host.completionModel(model.name()).complete("The sky is");

        assertThat(response.text()).isNotEmpty();
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "POSADA_IT_OPENAI_EMBEDDINGS", matches = "true")
    void makesVectors() {
        List<Embedding> vectors =
                host.embeddingModel(model.name()).embed(List.of("red apple", "green pear", "red apple"));

        assertThat(vectors).hasSize(3);
        assertThat(vectors.get(0).cosineSimilarity(vectors.get(2))).isGreaterThan(0.99);
    }
}
