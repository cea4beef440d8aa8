// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.Content;
import dev.posada.Message;
import dev.posada.Tool;

/**
 * Runs the tools that a model calls itself, so that each call can be looked at first, and describes the arguments by a
 * JSON schema instead of a record.
 *
 * <p>Without an argument the demo model inside this JVM answers. With a host URI, such as
 * {@code ollama://localhost/llama3.2}, that model does.
 */
public final class ToolsByHand {
    private static final int ROUNDS = 5;

    private ToolsByHand() {}

    /** Runs the example. */
    public static void main(String[] args) {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny";

        Tool weather = Tool.ofSchema(
                "get_weather", "Current weather in a city", """
                {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""", json -> "Light rain, 11 degrees Celsius");

        try (ChatModel model = ChatModel.open(uri)) {
            ChatRequest request = ChatRequest.builder()
                    .user("What is the weather in Cusco, Peru?")
                    .tools(weather)
                    .build();
            ChatResponse response = model.chat(request);
            for (int round = 1; !response.toolCalls().isEmpty() && round < ROUNDS; round++) {
                ChatRequest.Builder next = request.toBuilder().add(response.message());
                for (Content.ToolCall call : response.toolCalls()) {
                    System.out.println(call.name() + " " + call.arguments());
                    next.add(Message.toolResult(call, weather.call(call)));
                }
                request = next.build();
                response = model.chat(request);
            }
            System.out.println(response.text());
        }
    }
}
