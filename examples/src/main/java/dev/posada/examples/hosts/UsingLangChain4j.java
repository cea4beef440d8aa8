// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.hosts;

import dev.langchain4j.memory.chat.TokenWindowChatMemory;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ModelHost;
import dev.posada.Thinking;
import dev.posada.Tool;
import dev.posada.ToolLoop;
import dev.posada.langchain4j.LangChain4jHost;
import dev.posada.langchain4j.LangChain4jOptions;
import dev.posada.langchain4j.PosadaChatModel;
import dev.posada.langchain4j.PosadaResponseMetadata;
import dev.posada.langchain4j.PosadaStreamingChatModel;
import dev.posada.langchain4j.PosadaTokenCountEstimator;
import java.util.concurrent.CompletableFuture;

/** What the pages on LangChain4j show. */
public final class UsingLangChain4j {
    interface Assistant {
        String answer(String question);
    }

    record Person(String name, int age) {}

    record CityQuery(String city) {}

    private UsingLangChain4j() {}

    /** Asks the demo model through LangChain4j. */
    public static void main(String[] args) {
        try (ModelHost host = ModelHost.open("embedded://demo/posada-tiny")) {
            Assistant assistant = AiServices.create(Assistant.class, PosadaChatModel.of(host.chatModel("posada-tiny")));
            System.out.println(assistant.answer("What is Ollama?"));
        }
    }

    static PosadaChatModel withSettings(ModelHost host) {
        PosadaChatModel model = PosadaChatModel.builder(host.chatModel("qwen3:8b"))
                .defaultRequestParameters(
                        ChatRequestParameters.builder().temperature(0.2).build())
                .settings(
                        ChatRequest.builder().thinking(Thinking.low()).seed(42).build())
                .build();
        return model;
    }

    static void printWarnings(ChatResponse response) {
        if (response.metadata() instanceof PosadaResponseMetadata metadata) {
            metadata.answer().warnings().forEach(System.out::println);
        }
    }

    static void stopEarly(ModelHost host) {
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        PosadaStreamingChatModel.of(host.chatModel("llama3.2"))
                .chat("Tell me a long story.", new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                        System.out.print(part.text());
                        if (part.text().contains(".")) {
                            context.streamingHandle().cancel(); // nothing more is said or generated
                        }
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        whole.complete(response);
                    }

                    @Override
                    public void onError(Throwable error) {
                        whole.completeExceptionally(error);
                    }
                });
    }

    static TokenWindowChatMemory memory(ChatModel model) {
        return TokenWindowChatMemory.withMaxTokens(1_000, PosadaTokenCountEstimator.of(model));
    }

    static String asHost(dev.langchain4j.model.chat.StreamingChatModel theirs) {
        try (ModelHost host = LangChain4jHost.builder()
                .name("cloud")
                .streamingChat("mistral-small", theirs)
                .build()) {
            return host.chatModel("mistral-small").chat("Why is the sky blue?").text();
        }
    }

    static ChatRequest withTheirParameters(ChatRequestParameters theirs) {
        return ChatRequest.builder()
                .user("Why is the sky blue?")
                .options(new LangChain4jOptions(theirs))
                .build();
    }

    static void sideBySide() {
        try (ChatModel model = ChatModel.open("ollama://localhost/llama3.2")) {
            System.out.println(model.chat("Why is the sky blue?").text());
        }
    }

    static void stream(ChatModel model) {
        try (ChatStream answer = model.stream("Why is the sky blue?")) {
            for (String words : answer.text()) {
                System.out.print(words);
            }
        }
    }

    static Person person(ChatModel model) {
        return model.chat(ChatRequest.of("Ana Torres is 34 years old."), Person.class);
    }

    static String tool(ChatModel model) {
        Tool weather =
                Tool.of("weather", "Current weather in a city", CityQuery.class, query -> "sunny in " + query.city());
        return ToolLoop.of(model, weather)
                .run(ChatRequest.of("Do I need sunglasses in Cusco?"))
                .text();
    }

    static ChatRequest remember(ChatModel model) {
        ChatRequest conversation = ChatRequest.of("I am Ana.");
        conversation = conversation.toBuilder()
                .add(model.chat(conversation).message())
                .user("Who am I?")
                .build();
        return conversation;
    }
}
