// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.Thinking;
import dev.posada.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OllamaChatTest {
    private static final String LONG_PROMPT = "The river rises slowly in the mountains of the south. ".repeat(600);

    @RegisterExtension
    final StubbedOllama ollama = new StubbedOllama();

    @Test
    void answersInWords() {
        ChatResponse response = ollama.chat("answers-in-words");

        assertThat(response.text()).isEqualTo("The Ucayali flows there.");
        assertThat(response.model()).isEqualTo("answers-in-words");
        assertThat(response.timings().firstToken()).isPresent();
    }

    @Test
    void readsAStreamAlsoWhereTheAnswerIsWantedWhole() {
        ollama.chat("answers-in-words");

        assertThat(ollama.body("/api/chat")).contains("\"stream\":true");
    }

    @Test
    void speaksPlainHttpOneOneWithALengthAndWithoutAnUpgrade() {
        ollama.chat("answers-in-words");

        var request = ollama.requests("/api/chat").get(0);
        assertThat(request.getProtocol()).isEqualTo("HTTP/1.1");
        assertThat(request.header("Content-Length").firstValue()).isEqualTo(String.valueOf(request.getBody().length));
        assertThat(request.containsHeader("Upgrade")).isFalse();
        assertThat(request.header("Content-Type").firstValue()).startsWith("application/json");
        assertThat(request.containsHeader("Authorization")).isFalse();
    }

    @Test
    void streamsEventsOnce() {
        ChatModel model = ollama.host().chatModel("thinks-then-answers");

        try (ChatStream stream = model.stream("A river?")) {
            List<ChatEvent> events = new ArrayList<>();
            stream.forEach(events::add);

            assertThat(events).hasSize(7).last().isInstanceOf(ChatEvent.Finished.class);
            assertThatIllegalStateException().isThrownBy(stream::iterator);
        }
    }

    @Test
    void goesOnWithAConversationThatHoldsToolCallsAndThoughts() {
        ChatModel model = ollama.host().chatModel("calls-tool-on-last-line");
        ChatResponse first = model.chat("Weather in Cusco?");
        Content.ToolCall call = first.toolCalls().get(0);

        ollama.host()
                .chatModel("answers-in-words")
                .chat(ChatRequest.builder()
                        .user("Weather in Cusco?")
                        .add(first.message())
                        .add(Message.toolResult(call, "11 °C, clear"))
                        .build());

        assertThat(ollama.requests("/api/chat").get(1).getBodyAsString())
                .contains("{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"call_k3v9x0aa\","
                        + "\"function\":{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Cusco\"}}}]}")
                .contains("{\"role\":\"tool\",\"content\":\"11 °C, clear\",\"tool_name\":\"get_weather\","
                        + "\"tool_call_id\":\"call_k3v9x0aa\"}");
    }

    @Test
    void answersWithAValueOfAJavaType() {
        record City(String name, double millions) {}

        City city = ollama.host().chatModel("answers-as-json").chat(ChatRequest.of("Lima?"), City.class);

        assertThat(city).isEqualTo(new City("Lima", 10.2));
        assertThat(ollama.body("/api/chat")).contains("\"format\":{").contains("\"role\":\"system\"");
    }

    @Test
    void sendsImagesToAModelThatSees() {
        Media image = Media.of(new byte[300_000], "image/png");

        ChatResponse response = ollama.host()
                .chatModel("sees-images")
                .chat(ChatRequest.builder()
                        .user(Content.text("What is this?"), Content.image(image))
                        .build());

        assertThat(response.text()).isEqualTo("A cat.");
        var request = ollama.requests("/api/chat").get(0);
        assertThat(request.getBodyAsString()).contains("\"images\":[\"" + "A".repeat(400_000) + "\"]");
        assertThat(request.header("Content-Length").firstValue()).isEqualTo(String.valueOf(request.getBody().length));
    }

    @Test
    void asksWhetherAModelSeesJustOnce() {
        ChatRequest request = ChatRequest.builder()
                .user(Content.image(Media.of(new byte[3], "image/png")))
                .build();
        ChatModel model = ollama.host().chatModel("sees-images");

        model.chat(request);
        model.chat(request);

        assertThat(ollama.requests("/api/show")).hasSize(1);
        assertThat(ollama.requests("/api/chat")).hasSize(2);
    }

    @Test
    void sendsNoImagesToAModelThatDoesNotSee() {
        ChatRequest request = ChatRequest.builder()
                .user(Content.image(Media.of(new byte[3], "image/png")))
                .build();

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> ollama.host().chatModel("answers-in-words").chat(request))
                .withMessageContaining("answers-in-words")
                .withMessageContaining("look at images");

        assertThat(ollama.requests("/api/chat")).isEmpty();
    }

    @Test
    void sendsImagesIfTheServerDoesNotTellWhatAModelCanDo() {
        ChatRequest request = ChatRequest.builder()
                .user(Content.image(Media.of(new byte[3], "image/png")))
                .build();

        ChatResponse response = ollama.host().chatModel("thinks-then-answers").chat(request);

        assertThat(response.text()).isEqualTo("Ucayali");
    }

    @Test
    void handsWarningsOutAsEventsAndWithTheAnswer() {
        ChatRequest request =
                ChatRequest.builder().user("Hi").thinking(Thinking.budget(100)).build();
        List<ChatEvent> events = new ArrayList<>();

        try (ChatStream stream = ollama.host().chatModel("answers-in-words").stream(request)) {
            stream.forEach(events::add);

            ChatWarning warning = stream.response().warnings().get(0);
            assertThat(warning.code()).isEqualTo(ChatWarning.APPROXIMATED);
            assertThat(events.get(1)).isEqualTo(new ChatEvent.Warning(warning));
        }
    }

    @Test
    void warnsThatThePromptWasCutToTheWindowInMemory() {
        ChatModel model = ollama.host().chatModel("cuts-prompt");
        List<ChatEvent> events = new ArrayList<>();

        try (ChatStream stream = model.stream(LONG_PROMPT)) {
            stream.forEach(events::add);

            assertThat(stream.response().warnings())
                    .extracting(ChatWarning::code)
                    .containsExactly(ChatWarning.PROMPT_TRUNCATED);
        }
        assertThat(events).filteredOn(ChatEvent.Warning.class::isInstance).hasSize(1);
        assertThat(ollama.requests("/api/ps")).hasSize(1);
    }

    @Test
    void doesNotAskForTheWindowUnlessThereIsDoubt() {
        ChatResponse response = ollama.chat("cuts-prompt");

        assertThat(response.warnings()).isEmpty();
        assertThat(ollama.requests("/api/ps")).isEmpty();
    }

    @Test
    void warnsThatTheWindowIsFull() {
        ChatResponse response = ollama.chat("fills-window");

        assertThat(response.warnings())
                .extracting(ChatWarning::message)
                .singleElement()
                .asString()
                .contains("window is full");
    }

    @Test
    void neverSetsTheLifetimeOfAModelByItself() {
        ollama.chat("answers-in-words");

        assertThat(ollama.body("/api/chat")).doesNotContain("keep_alive").doesNotContain("options");
    }

    @Test
    void sendsNothingBeforeTheFirstEventIsAskedFor() {
        try (ChatStream stream = ollama.host().chatModel("answers-in-words").stream("Hi")) {
            assertThat(stream).isNotNull();
        }

        assertThat(ollama.requests("/api/chat")).isEmpty();
    }
}
