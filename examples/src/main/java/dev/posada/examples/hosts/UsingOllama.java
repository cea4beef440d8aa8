// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.hosts;

import dev.posada.ChatModel;
import dev.posada.ModelHost;
import dev.posada.ModelPull;
import dev.posada.ollama.Ollama;
import dev.posada.ollama.OllamaModelSpec;
import dev.posada.ollama.OllamaOptions;

/** Uses an Ollama server on this machine: a chat, options of its own, and a model made of another one. */
public final class UsingOllama {
    private UsingOllama() {}

    /** Runs the example, which needs Ollama with the models {@code llama3.2} and {@code qwen3:8b}. */
    public static void main(String[] args) {
        chat();
        makeModelWithALargerWindow();
    }

    private static void chat() {
        try (ModelHost host = ModelHost.open("ollama://localhost")) {
            ChatModel model = host.chatModel("llama3.2");
            System.out.println(model.chat("Why is the sky blue?").text());
        }
    }

    private static void makeModelWithALargerWindow() {
        Ollama ollama = Ollama.builder()
                .defaultOptions(OllamaOptions.builder().numCtx(32_768).build())
                .build();
        try (ollama) {
            OllamaModelSpec spec = OllamaModelSpec.from("qwen3:8b")
                    .parameter("num_ctx", 16_384)
                    .build();
            try (ModelPull creation = ollama.modelLibrary().create("qwen3-16k", spec)) {
                creation.forEach(progress -> System.out.println(progress.status()));
            }
        }
    }
}
