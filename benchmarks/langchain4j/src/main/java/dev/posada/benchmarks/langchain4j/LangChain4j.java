// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.posada.benchmarks.Contestant;
import dev.posada.benchmarks.Wire;
import java.util.concurrent.CompletableFuture;

/** LangChain4j with its own HTTP client, as its documentation shows it. */
public final class LangChain4j implements Contestant {
    @Override
    public Client open(Wire wire, String url) {
        return wire == Wire.OLLAMA ? ollama(url) : openAi(url + "/v1");
    }

    private static Client ollama(String url) {
        return new Models(
                OllamaChatModel.builder().baseUrl(url).modelName("stand-in").build(),
                OllamaStreamingChatModel.builder().baseUrl(url).modelName("stand-in").build());
    }

    private static Client openAi(String url) {
        return new Models(
                OpenAiChatModel.builder().baseUrl(url).apiKey("none").modelName("stand-in").build(),
                OpenAiStreamingChatModel.builder().baseUrl(url).apiKey("none").modelName("stand-in").build());
    }

    private record Models(ChatModel model, StreamingChatModel streaming) implements Client {
        @Override
        public String chat(String prompt) {
            return model.chat(prompt);
        }

        @Override
        public void stream(String prompt, Words reader) {
            Listener listener = new Listener(reader);
            streaming.chat(prompt, listener);
            listener.done.join();
        }
    }

    private static final class Listener implements StreamingChatResponseHandler {
        private final Words reader;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Listener(Words reader) {
            this.reader = reader;
        }

        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            if (!reader.take(part.text())) {
                context.streamingHandle().cancel();
                done.complete(null);
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            done.complete(null);
        }

        @Override
        public void onError(Throwable error) {
            done.completeExceptionally(error);
        }
    }
}
