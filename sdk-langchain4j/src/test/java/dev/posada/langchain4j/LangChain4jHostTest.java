// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.posada.CancelledException;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.HostUnavailableException;
import dev.posada.ModelNotFoundException;
import dev.posada.OutputFormat;
import dev.posada.StreamInterruptedException;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LangChain4jHostTest {
    private final AtomicReference<dev.langchain4j.model.chat.request.ChatRequest> asked = new AtomicReference<>();

    private ChatModel whole(Function<dev.langchain4j.model.chat.request.ChatRequest, AiMessage> answer) {
        return LangChain4jHost.of(new dev.langchain4j.model.chat.ChatModel() {
                    @Override
                    public ChatResponse doChat(dev.langchain4j.model.chat.request.ChatRequest request) {
                        asked.set(request);
                        return response(answer.apply(request));
                    }

                    @Override
                    public Set<Capability> supportedCapabilities() {
                        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
                    }
                })
                .chatModel("default");
    }

    private static ChatResponse response(AiMessage message) {
        return ChatResponse.builder()
                .aiMessage(message)
                .id("answer-1")
                .modelName("scripted")
                .tokenUsage(new TokenUsage(5, 7))
                .finishReason(FinishReason.STOP)
                .build();
    }

    private static ChatModel streaming(Consumer<StreamingChatResponseHandler> script) {
        return LangChain4jHost.of(new StreamingChatModel() {
                    @Override
                    public void doChat(
                            dev.langchain4j.model.chat.request.ChatRequest request,
                            StreamingChatResponseHandler handler) {
                        script.accept(handler);
                    }
                })
                .chatModel("default");
    }

    @Test
    void answersWithAModelThatDoesNotStream() {
        ChatModel model = whole(request -> AiMessage.from("Hello!"));

        dev.posada.ChatResponse answer = model.chat(ChatRequest.builder()
                .system("Be kind.")
                .user("Hi")
                .temperature(0.5)
                .maxTokens(20)
                .build());

        assertThat(answer.text()).isEqualTo("Hello!");
        assertThat(answer.id()).hasValue("answer-1");
        assertThat(answer.model()).isEqualTo("scripted");
        assertThat(answer.usage().totalTokens()).isEqualTo(12);
        assertThat(answer.finishReason()).isEqualTo(dev.posada.FinishReason.STOP);
        assertThat(asked.get().temperature()).isEqualTo(0.5);
        assertThat(asked.get().maxOutputTokens()).isEqualTo(20);
        assertThat(asked.get().messages()).hasSize(2);
    }

    @Test
    void givesSignaturesBackToTheModelThatMadeThem() {
        ChatModel model = whole(request -> AiMessage.builder()
                .text("Yes.")
                .thinking("Hm.")
                .attributes(Map.of("thinking_signature", "abc"))
                .build());
        ChatRequest question = ChatRequest.of("Sure?");

        dev.posada.ChatResponse first = model.chat(question);
        model.chat(question.toBuilder().add(first.message()).user("Really?").build());

        assertThat(first.thinking()).isEqualTo("Hm.");
        assertThat(asked.get().messages().get(1)).isInstanceOfSatisfying(AiMessage.class, message -> {
            assertThat(message.thinking()).isEqualTo("Hm.");
            assertThat(message.attributes()).containsEntry("thinking_signature", "abc");
        });
    }

    @Test
    void offersToolsAndBringsCallsBack() {
        Tool weather = Tool.declared(
                "weather",
                "Weather in a city",
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"minLength\":2}},\"required\":[\"city\"]}");
        Tool clock = Tool.declared("clock", "Time", "{\"type\":\"object\",\"properties\":{}}");
        ChatModel model = whole(request -> AiMessage.from(ToolExecutionRequest.builder()
                .name("weather")
                .arguments("{\"city\":\"Cusco\"}")
                .build()));

        dev.posada.ChatResponse answer = model.chat(ChatRequest.builder()
                .user("Weather?")
                .tools(weather, clock)
                .toolChoice(ToolChoice.named("weather"))
                .build());

        assertThat(answer.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("weather");
            assertThat(call.id()).isNotBlank();
        });
        assertThat(asked.get().toolSpecifications())
                .singleElement()
                .satisfies(tool -> assertThat(tool.toJson()).contains("\"minLength\":2"));
        assertThat(answer.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.APPROXIMATED);
    }

    @Test
    void refusesWhatLangChain4jHasNoPlaceFor() {
        ChatModel model = whole(request -> AiMessage.from("Hello!"));

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() ->
                        model.stream(ChatRequest.builder().user("Hi").seed(7).build()))
                .withMessageContaining("seed");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> streaming(handler -> {}).stream(ChatRequest.builder()
                        .user("Hi")
                        .outputFormat(OutputFormat.jsonSchema("any", "{\"type\":\"object\"}"))
                        .build()))
                .withMessageContaining("RESPONSE_FORMAT_JSON_SCHEMA");
        assertThat(asked).hasNullValue();
    }

    @Test
    void handsPiecesOnAsTheyCome() {
        ChatModel model = streaming(handler -> {
            handler.onPartialResponse("Hel");
            handler.onPartialResponse("lo!");
            handler.onCompleteResponse(response(AiMessage.from("Hello!")));
        });

        try (ChatStream stream = model.stream("Hi")) {
            assertThat(stream.text()).containsExactly("Hel", "lo!");
            assertThat(stream.response().text()).isEqualTo("Hello!");
        }
    }

    @Test
    void keepsWhatCameBeforeAFailureInTheMiddle() {
        ChatModel model = streaming(handler -> {
            handler.onPartialResponse("Hel");
            handler.onError(new dev.langchain4j.exception.InternalServerException("out of memory"));
        });

        assertThatExceptionOfType(HostUnavailableException.class)
                .isThrownBy(() -> model.chat("Hi"))
                .satisfies(failure -> assertThat(failure.partialText()).isEqualTo("Hel"));
    }

    @Test
    void waitsForASlowReader() throws Exception {
        AtomicInteger handed = new AtomicInteger();
        CountDownLatch allHanded = new CountDownLatch(1);
        ChatModel model = streaming(handler -> {
            for (int i = 0; i < 1_000; i++) {
                handler.onPartialResponse("word ");
                handed.incrementAndGet();
            }
            handler.onCompleteResponse(response(AiMessage.from("done")));
            allHanded.countDown();
        });

        try (ChatStream stream = model.stream("Talk.")) {
            Iterator<String> words = stream.text().iterator();
            words.next();
            int ahead = handed.get();
            while (words.hasNext()) {
                words.next();
            }

            assertThat(ahead).isLessThan(200);
            allHanded.await();
            assertThat(handed).hasValue(1_000);
        }
    }

    @Test
    void cancellingReachesTheProvider() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        ChatModel model = streaming(handler ->
                handler.onPartialResponse(new PartialResponse("Hel"), new PartialResponseContext(new StreamingHandle() {
                    @Override
                    public void cancel() {
                        cancelled.countDown();
                    }

                    @Override
                    public boolean isCancelled() {
                        return cancelled.getCount() == 0;
                    }
                })));

        try (ChatStream stream = model.stream("Hi")) {
            stream.text().iterator().next();
        }

        cancelled.await();
    }

    @Test
    void wakesWhoWaitsForAModelThatNeverAnswers() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ChatModel model = whole(request -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return AiMessage.from("too late");
        });
        ChatStream stream = model.stream("Hi");
        Thread canceller = new Thread(() -> {
            awaitQuietly(started);
            stream.cancel();
        });
        canceller.start();

        assertThatExceptionOfType(CancelledException.class).isThrownBy(stream::response);

        interrupted.await();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void leavesOutEncryptedThoughtsOfAnotherHostWithAWarning() {
        ChatModel model = whole(request -> AiMessage.from("Hello!"));

        dev.posada.ChatResponse answer = model.chat(ChatRequest.builder()
                .user("Hi")
                .add(new dev.posada.Message.Assistant(
                        List.of(new Content.RedactedThinking("of Bedrock"), new Content.Text("Hi."))))
                .user("And?")
                .build());

        assertThat(answer.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.APPROXIMATED);
    }

    @Test
    void knowsItsModelsByName() {
        LangChain4jHost host = LangChain4jHost.builder()
                .name("cloud")
                .chat("one", new dev.langchain4j.model.chat.ChatModel() {})
                .build();

        assertThat(host.uri()).hasToString("langchain4j://cloud");
        assertThat(host.defaultModel()).hasValue("one");
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> host.chatModel("two").stream("Hi"))
                .withMessageContaining("[one]");
    }

    @Test
    void anAnswerWithoutAnEndIsNoAnswer() {
        ChatModel model = streaming(handler -> handler.onError(new java.io.EOFException("cut off")));

        assertThatExceptionOfType(StreamInterruptedException.class)
                .isThrownBy(() ->
                        model.chat(ChatRequest.builder().user("Hi").retries(0).build()));
    }
}
