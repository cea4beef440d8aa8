// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.Description;
import dev.posada.StructuredOutput;
import java.util.Optional;

/**
 * Gets answers as values of Java types.
 *
 * <p>Without an argument the demo model inside this JVM answers. With a host URI, such as
 * {@code ollama://localhost/llama3.2}, that model does.
 */
public final class Example05Record {
    private Example05Record() {}

    record Person(String name, @Description("In years") int age, Optional<String> city) {}

    /** Runs the example. */
    public static void main(String[] args) {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny";

        try (ChatModel model = ChatModel.open(uri)) {
            ChatRequest question = ChatRequest.of("Extract name, age and city as JSON: Rosa is 34 and lives in Lima.");
            Person rosa = model.chat(question, Person.class);
            System.out.println(rosa.name() + " is " + rosa.age());

            StructuredOutput<Person> output = StructuredOutput.of(Person.class);
            ChatRequest request = output.applyTo(ChatRequest.builder()
                    .system(output.instructions())
                    .user("Extract name, age and city as JSON: Omar is 28 and lives in Cairo.")
                    .build());
            ChatResponse response = model.chat(request);
            System.out.println(output.parse(response) + ", " + response.usage());
        }
    }
}
