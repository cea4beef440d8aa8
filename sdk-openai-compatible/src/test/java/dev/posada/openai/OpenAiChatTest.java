// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.Message;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.Tool;
import dev.posada.UnsupportedFeatureException;
import dev.posada.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenAiChatTest {
    private static final String PATH = "/v1/chat/completions";

    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    record Port(String port) {}

    @Test
    void answersInWords() {
        ChatResponse response = server.chat("chat-answers-in-words");

        assertThat(response.text()).isEqualTo("The Ucayali flows there: é, 日本, 🦙.");
        assertThat(response.model()).isEqualTo("house-model");
        assertThat(response.id()).contains("chatcmpl-A1b2C3");
        assertThat(response.timings().firstToken()).isPresent();
    }

    @Test
    void readsAStreamAlsoWhereTheAnswerIsWantedWhole() {
        server.chat("chat-answers-in-words");

        assertThat(server.body(PATH))
                .isEqualTo(
                        "{\"model\":\"chat-answers-in-words\",\"messages\":[{\"role\":\"user\",\"content\":\"Name a river in"
                                + " Peru.\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void asksForEventsOverPlainHttpOneOne() {
        server.chat("chat-answers-in-words");

        var request = server.requests(PATH).get(0);
        assertThat(request.getProtocol()).isEqualTo("HTTP/1.1");
        assertThat(request.header("Accept").firstValue()).isEqualTo("text/event-stream");
        assertThat(request.header("Content-Length").firstValue()).isEqualTo(String.valueOf(request.getBody().length));
        assertThat(request.containsHeader("Upgrade")).isFalse();
        assertThat(request.containsHeader("Authorization")).isFalse();
    }

    @Test
    void givesWordsWhileTheyCome() {
        try (ChatStream stream = server.host().chatModel("chat-thinks-then-answers").stream("A river?")) {
            assertThat(stream.text()).containsExactly("Ucayali", ".");
            assertThat(stream.response().thinking()).isEqualTo("A river in Peru…");
        }
    }

    @Test
    void goesOnWithAConversationThatHoldsToolCallsAndThoughts() {
        ChatModel model = server.host().chatModel("chat-calls-tool-in-fragments");
        Tool tide = Tool.of("get_tide", "Tide times of a port", Port.class, Port::port);
        ChatRequest question =
                ChatRequest.builder().user("High tide in Brest?").tools(tide).build();
        ChatResponse first = model.chat(question);
        Content.ToolCall call = first.toolCalls().get(0);

        server.host()
                .chatModel("chat-answers-in-words")
                .chat(question.toBuilder()
                        .add(first.message())
                        .add(Message.toolResult(call, "17:42"))
                        .build());

        assertThat(server.requests(PATH).get(1).getBodyAsString())
                .contains(
                        "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"k9Xb\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"get_tide\",\"arguments\":\"{\\\"port\\\":\\\"Brest\\\"}\"}}]}")
                .contains("{\"role\":\"tool\",\"tool_call_id\":\"k9Xb\",\"name\":\"get_tide\",\"content\":\"17:42\"}");
    }

    @Test
    void understandsADocumentInPlaceOfAStream() {
        ChatResponse response = server.chat("chat-answers-in-one-document");

        assertThat(response.message().content())
                .containsExactly(new Content.Thinking("Capital of Peru.", null), new Content.Text("Lima"));
        assertThat(response.id()).contains("chatcmpl-p3v9");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage()).isEqualTo(new Usage(21, 3, null, null, 0));
    }

    @Test
    void understandsToolCallsInADocument() {
        ChatResponse response = server.chat("chat-calls-tools-in-one-document");

        assertThat(response.toolCalls())
                .containsExactly(
                        new Content.ToolCall("k9Xb", "get_tide", "{\"port\":\"Brest\"}"),
                        new Content.ToolCall("k9Xc", "get_tide", "{\"port\":\"Lorient\"}"));
    }

    @Test
    void refusesADocumentWithoutAnAnswer() {
        PosadaException failure = server.chatFailure("chat-answers-in-a-document-without-an-answer");

        assertThat(failure).isInstanceOf(ProtocolException.class).hasMessageContaining("no finished answer");
    }

    @Test
    void tellsOfOptionsForAnotherBackend() {
        record OtherOptions() implements dev.posada.BackendOptions {}
        ChatRequest request =
                ChatRequest.builder().user("Hi").options(new OtherOptions()).build();

        ChatResponse response = server.host().chatModel("chat-answers-in-words").chat(request);

        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.FOREIGN_OPTIONS);
    }

    @Test
    void refusesWhatItCanNotSayBeforeItSendsAnything() {
        ChatModel model = server.host().chatModel("chat-answers-in-words");
        ChatRequest request = ChatRequest.builder()
                .user(new Content.Video(dev.posada.Media.of(new byte[1], "video/mp4")))
                .build();

        UnsupportedFeatureException failure =
                catchThrowableOfType(UnsupportedFeatureException.class, () -> model.stream(request));

        assertThat(failure).hasMessageContaining("videos");
        assertThat(failure.model()).contains("chat-answers-in-words");
        assertThat(failure.host()).contains(server.host().uri().toString());
        assertThat(server.requests(PATH)).isEmpty();
    }

    @Test
    void takesTheHostsOptionsWhereTheRequestHasNone() {
        OpenAiOptions defaults =
                OpenAiOptions.builder().repetitionPenalty(1.05).minTokens(2).build();
        try (OpenAiCompatible host = OpenAiCompatible.builder()
                .url(server.url())
                .defaultOptions(defaults)
                .build()) {
            host.chatModel("chat-answers-in-words")
                    .chat(ChatRequest.builder()
                            .user("Hi")
                            .options(OpenAiOptions.builder().minTokens(3).build())
                            .build());
        }

        assertThat(server.body(PATH)).contains("\"repetition_penalty\":1.05").contains("\"min_tokens\":3");
    }

    @Test
    void keepsRawFieldsOfTheAnswer() {
        assertThat(server.chat("chat-answers-in-words").extra())
                .containsKeys("timings", "system_fingerprint")
                .containsEntry("system_fingerprint", "\"b10472-34af94c\"")
                .doesNotContainKeys("object", "created");
    }
}
