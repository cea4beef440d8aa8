// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation in which the model knows what was said before. Models remember nothing between calls: a conversation is a
 * list of messages that the program keeps and sends along.
 *
 * <p>Without an argument the demo model inside this JVM answers. With a host URI, such as
 * {@code ollama://localhost/llama3.2}, that model does. In a terminal, {@code ./posada chat} is the same with more comfort.
 */
public final class Example08Conversation {
    private final ChatModel model;
    private final List<Message> messages = new ArrayList<>();

    private Example08Conversation(ChatModel model) {
        this.model = model;
    }

    /** Runs the example. */
    public static void main(String[] args) {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny";

        try (ChatModel model = ChatModel.open(uri)) {
            Example08Conversation conversation = new Example08Conversation(model);
            for (String words : List.of("Hello, my name is Rosa.", "What is my name?")) {
                System.out.println("> " + words);
                System.out.println(conversation.say(words));
            }
        }
    }

    private String say(String words) {
        messages.add(Message.user(words));
        ChatResponse answer =
                model.chat(ChatRequest.builder().messages(messages).build());
        messages.add(answer.message()); // with what the model thought, which some hosts want to see again
        return answer.text();
    }
}
