// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.hosts;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ModelHost;
import dev.posada.ModelPull;
import dev.posada.lmstudio.LmStudio;
import dev.posada.lmstudio.LmStudioOptions;
import dev.posada.lmstudio.LoadOptions;
import dev.posada.lmstudio.LoadedInstance;
import java.time.Duration;

/**
 * Talks to LM Studio and looks after its models.
 *
 * <p>The argument is a host URI with a model, such as {@code lmstudio://localhost/qwen/qwen3-4b-2507}. Without one the example
 * only says so: LM Studio may not run here.
 */
public final class UsingLmStudio {
    private UsingLmStudio() {}

    /** Runs the example. */
    public static void main(String[] args) {
        if (args.length == 0) {
            System.out.println("Name a model of LM Studio: lmstudio://localhost/qwen/qwen3-4b-2507");
            return;
        }
        try (ModelHost host = ModelHost.open(args[0])) {
            System.out.println(host.health().detail());
            measured(host.chatModel(host.defaultModel().orElseThrow()));
        }
    }

    static void first() {
        try (ModelHost host = ModelHost.open("lmstudio://localhost")) {
            ChatModel model = host.chatModel("qwen/qwen3-4b-2507");
            System.out.println(model.chat("Why is the sky blue?").text());
        }
    }

    static void look() {
        try (LmStudio lmStudio = LmStudio.local()) {
            for (LoadedInstance instance : lmStudio.modelLibrary().instances()) {
                System.out.println(
                        instance.id() + ": " + instance.contextWindow().orElse(0) + " tokens");
            }
        }
    }

    static void load(LmStudio lmStudio) {
        LoadedInstance instance = lmStudio.modelLibrary().load("qwen/qwen3-4b-2507", LoadOptions.contextLength(32_768));
        System.out.println(instance.id() + " took " + instance.loadTime().orElse(Duration.ZERO));
    }

    static LmStudio configured() {
        LmStudio lmStudio = LmStudio.builder()
                .url("http://gpu-box:1234")
                .defaultOptions(
                        LmStudioOptions.builder().ttl(Duration.ofMinutes(10)).build())
                .build();
        return lmStudio;
    }

    static void measured(ChatModel model) {
        ChatRequest request = ChatRequest.builder()
                .user("Why is the sky blue?")
                .options(LmStudioOptions.builder().stats(true).build())
                .build();
        ChatResponse response = model.chat(request);
        System.out.println(
                response.timings() + ", ended by " + response.rawFinishReason().orElse("?"));
    }

    static void pull(LmStudio lmStudio) {
        String name = "https://huggingface.co/lmstudio-community/gemma-3-1b-it-GGUF@Q4_K_M";
        try (ModelPull pull = lmStudio.modelLibrary().pull(name)) {
            pull.forEach(progress -> System.out.println(progress.status() + " " + progress.completedBytes()));
        }
    }
}
