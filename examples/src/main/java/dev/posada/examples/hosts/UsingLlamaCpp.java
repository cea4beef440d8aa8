// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.hosts;

import dev.posada.ChatRequest;
import dev.posada.CompletionRequest;
import dev.posada.llamacpp.LlamaCpp;
import dev.posada.llamacpp.LlamaCppApi;
import dev.posada.llamacpp.LlamaCppOptions;
import dev.posada.llamacpp.LlamaServer;
import java.nio.file.Path;

/** Uses what only llama-server can do. The first argument is a GGUF file, for which a server is started. */
public final class UsingLlamaCpp {
    private UsingLlamaCpp() {}

    /** Runs the example. */
    public static void main(String[] args) {
        Path model = Path.of(args[0]);

        try (LlamaServer server = LlamaServer.builder(model)
                .contextWindow(8192)
                .slots(2)
                .metrics()
                .start()) {
            LlamaCpp host = server.host();
            System.out.println(host.chatModel().chat("Why is the sky blue?").text());
            show(host);
        }
    }

    private static void show(LlamaCpp host) {
        ChatRequest request = ChatRequest.builder()
                .user("Is water wet?")
                .options(LlamaCppOptions.builder()
                        .grammar("root ::= \"yes\" | \"no\"")
                        .build())
                .build();
        System.out.println(host.chatModel().chat(request).text());

        CompletionRequest gap = CompletionRequest.builder("int add(int a, int b) {\n")
                .suffix("\n}\n")
                .maxTokens(32)
                .build();
        System.out.println(host.completionModel("").complete(gap).text());

        LlamaCppApi api = host.api();
        System.out.println(api.tokenize("Hello, world"));
        System.out.println(api.slots());
        System.out.println(api.metrics().predictedTokens());
    }
}
