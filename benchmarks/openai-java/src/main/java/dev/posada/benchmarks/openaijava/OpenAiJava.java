// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.posada.benchmarks.Contestant;
import dev.posada.benchmarks.Wire;
import java.util.Iterator;
import java.util.Optional;

/** The official client of OpenAI. */
public final class OpenAiJava implements Contestant {
    @Override
    public Client open(Wire wire, String url) {
        return new OpenAi(OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey("none").build());
    }

    private record OpenAi(OpenAIClient client) implements Client {
        private static ChatCompletionCreateParams parameters(String prompt) {
            return ChatCompletionCreateParams.builder().model("stand-in").addUserMessage(prompt).build();
        }

        @Override
        public String chat(String prompt) {
            return client.chat().completions().create(parameters(prompt)).choices().get(0).message().content().orElse("");
        }

        @Override
        public void stream(String prompt, Words reader) {
            try (StreamResponse<ChatCompletionChunk> response =
                    client.chat().completions().createStreaming(parameters(prompt))) {
                for (Iterator<ChatCompletionChunk> chunks = response.stream().iterator(); chunks.hasNext(); ) {
                    Optional<String> text = chunks.next().choices().get(0).delta().content();
                    if (text.isPresent() && !reader.take(text.get())) {
                        return;
                    }
                }
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
