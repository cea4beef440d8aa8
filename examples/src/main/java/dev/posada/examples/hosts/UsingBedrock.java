// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.hosts;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ModelHost;
import dev.posada.bedrock.Bedrock;
import dev.posada.bedrock.BedrockOptions;
import java.time.Duration;
import software.amazon.awssdk.regions.Region;

/**
 * Talks to Amazon Bedrock.
 *
 * <p>The argument is a host URI with a model, such as {@code bedrock://eu-central-1/openai.gpt-oss-20b-1:0}. Without one the
 * example only says so: each call costs money.
 */
public final class UsingBedrock {
    private UsingBedrock() {}

    /** Runs the example. */
    public static void main(String[] args) {
        if (args.length == 0) {
            System.out.println("Name a model of Bedrock: bedrock://eu-central-1/openai.gpt-oss-20b-1:0");
            return;
        }
        try (ChatModel model = ChatModel.open(args[0])) {
            options(model);
        }
    }

    static void first() {
        try (ModelHost host = ModelHost.open("bedrock://eu-central-1")) {
            ChatModel model = host.chatModel("openai.gpt-oss-20b-1:0");
            System.out.println(model.chat("Why is the sky blue?").text());
        }
    }

    static Bedrock configured(String key) {
        Bedrock bedrock = Bedrock.builder()
                .region(Region.EU_CENTRAL_1)
                .apiKey(key)
                .firstTokenTimeout(Duration.ofMinutes(5))
                .build();
        return bedrock;
    }

    static void options(ChatModel model) {
        BedrockOptions options = BedrockOptions.builder()
                .serviceTier("flex")
                .cache(BedrockOptions.CacheMark.SYSTEM)
                .additionalField("reasoning_effort", "\"low\"")
                .build();
        ChatResponse answer = model.chat(ChatRequest.builder()
                .user("Why is the sky blue?")
                .options(options)
                .build());
        System.out.println(answer.text() + " " + answer.usage());
    }
}
