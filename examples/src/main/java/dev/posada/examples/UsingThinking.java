// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.Thinking;

/** What {@code docs/thinking.md} shows. Needs a model that thinks; its host URI is the argument. */
final class UsingThinking {
    private UsingThinking() {}

    /** Runs the example. */
    public static void main(String[] args) {
        try (ChatModel model = ChatModel.open(args[0])) {
            ChatRequest request = ChatRequest.builder()
                    .user("How many r are in strawberry?")
                    .thinking(Thinking.low())
                    .build();
            ChatResponse response = model.chat(request);
            System.out.println(response.thinking());
            System.out.println(response.text());

            // The message holds the thinking and its signature: add it as it is.
            ChatRequest next = request.toBuilder()
                    .add(response.message())
                    .user("And in raspberry?")
                    .build();
            System.out.println(model.chat(next).text());
        }
    }
}
