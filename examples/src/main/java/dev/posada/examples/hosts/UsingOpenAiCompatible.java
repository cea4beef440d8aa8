// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.hosts;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ModelHost;
import dev.posada.RankedDocument;
import dev.posada.Thinking;
import dev.posada.openai.Dialect;
import dev.posada.openai.OpenAiCompatible;
import dev.posada.openai.OpenAiOptions;
import dev.posada.openai.ThinkingTags;
import java.util.List;

/**
 * Talks to vLLM, or any other server of the OpenAI wire.
 *
 * <p>The argument is a host URI with a model, such as {@code openai://gpu-box:8000/Qwen/Qwen3-8B}. Without one the example only
 * says so: no such server may run here.
 */
public final class UsingOpenAiCompatible {
    private UsingOpenAiCompatible() {}

    /** Runs the example. */
    public static void main(String[] args) {
        if (args.length == 0) {
            System.out.println("Name a server and a model: openai://gpu-box:8000/Qwen/Qwen3-8B");
            return;
        }
        try (ModelHost host = ModelHost.open(args[0])) {
            String model =
                    host.defaultModel().orElseGet(() -> host.models().get(0).name());
            System.out.println(host.health().detail());
            System.out.println(withOptions(host.chatModel(model)).text());
        }
    }

    static void first() {
        try (ModelHost host = ModelHost.open("openai://gpu-box:8000")) {
            ChatModel model = host.chatModel("Qwen/Qwen3-8B");
            System.out.println(model.chat("Why is the sky blue?").text());
        }
    }

    static OpenAiCompatible configured(String key) {
        OpenAiCompatible host = OpenAiCompatible.builder()
                .url("https://llm.example.org/v1")
                .apiKey(key)
                .dialect(Dialect.vllm())
                .defaultOptions(OpenAiOptions.builder().repetitionPenalty(1.05).build())
                .build();
        return host;
    }

    static ChatResponse withOptions(ChatModel model) {
        ChatRequest request = ChatRequest.builder()
                .user("Which is larger, 9.11 or 9.9?")
                .thinking(Thinking.off())
                .options(OpenAiOptions.builder().minTokens(1).build())
                .extra("return_token_ids", "true")
                .build();
        ChatResponse response = model.chat(request);
        response.warnings().forEach(warning -> System.err.println(warning.message()));
        return response;
    }

    static Dialect withoutReasoningParser() {
        Dialect dialect = Dialect.vllm().toBuilder()
                .thinkingTags(ThinkingTags.alreadyOpen("<think>", "</think>"))
                .build();
        return dialect;
    }

    static void rerank(ModelHost host, List<String> articles) {
        List<RankedDocument> best =
                host.rerankModel("BAAI/bge-reranker-v2-m3").rerank("How do I reset my password?", articles, 3);
        best.forEach(document -> System.out.println(document.score() + " " + articles.get(document.index())));
    }
}
