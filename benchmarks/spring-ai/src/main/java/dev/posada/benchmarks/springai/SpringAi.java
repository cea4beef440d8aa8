// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks.springai;

import dev.posada.benchmarks.Contestant;
import dev.posada.benchmarks.Wire;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Spring AI without Spring Boot. */
public final class SpringAi implements Contestant {
    @Override
    public Client open(Wire wire, String url) {
        return new Model(wire == Wire.OLLAMA ? ollama(url) : openAi(url + "/v1"));
    }

    private static ChatModel ollama(String url) {
        return OllamaChatModel.builder()
                .ollamaApi(OllamaApi.builder().baseUrl(url).build())
                .options(OllamaChatOptions.builder().model("stand-in").build())
                .build();
    }

    private static ChatModel openAi(String url) {
        return OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder().baseUrl(url).apiKey("none").model("stand-in").build())
                .build();
    }

    private record Model(ChatModel model) implements Client {
        @Override
        public String chat(String prompt) {
            return model.call(prompt);
        }

        @Override
        public void stream(String prompt, Words reader) {
            model.stream(new Prompt(prompt))
                    .takeWhile(response -> {
                        String text = text(response);
                        return text.isEmpty() || reader.take(text);
                    })
                    .blockLast();
        }

        private static String text(ChatResponse response) {
            if (response.getResult() == null) {
                return "";
            }
            String text = response.getResult().getOutput().getText();
            return text == null ? "" : text;
        }
    }
}
