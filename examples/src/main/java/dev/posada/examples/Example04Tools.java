// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.Description;
import dev.posada.Tool;
import dev.posada.ToolFailure;
import dev.posada.ToolLoop;

/**
 * Lets a model call a function of this program.
 *
 * <p>Without an argument the demo model inside this JVM answers. With a host URI, such as
 * {@code ollama://localhost/llama3.2}, that model does.
 */
public final class Example04Tools {
    private Example04Tools() {}

    record WeatherQuery(@Description("City and country") String city) {}

    record Weather(String sky, int celsius) {}

    /** Runs the example. */
    public static void main(String[] args) {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny";

        Tool weather = Tool.of(
                "get_weather", "Current weather in a city", WeatherQuery.class, query -> forecast(query.city()));

        try (ChatModel model = ChatModel.open(uri)) {
            ChatRequest question = ChatRequest.of("What is the weather in Cusco, Peru?");
            ChatResponse answer = ToolLoop.of(model, weather).run(question);
            System.out.println(answer.text());

            ToolLoop forgiving = ToolLoop.of(model, weather)
                    .maxRounds(5) // ask the model five times at most
                    .onToolFailure(ToolFailure.TELL_MODEL); // a failed call is the model's to mend
            ToolLoop.Conversation conversation = forgiving.converse(question);
            System.out.println(conversation.rounds() + " rounds, " + conversation.usage());
        }
    }

    private static Weather forecast(String city) {
        if (city.isBlank()) {
            throw new IllegalArgumentException("Which city?");
        }
        return new Weather("light rain", 11);
    }
}
