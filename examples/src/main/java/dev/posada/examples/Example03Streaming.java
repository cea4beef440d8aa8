// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatStream;

/**
 * Reads an answer while it arrives, and stops early. Leaving the {@code try} block cuts the connection, so that the server
 * stops generating, too.
 *
 * <p>Without an argument the demo model inside this JVM answers. With a host URI, such as
 * {@code ollama://localhost/llama3.2}, that model does.
 */
public final class Example03Streaming {
    private Example03Streaming() {}

    /** Runs the example. */
    public static void main(String[] args) {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny";

        try (ChatModel model = ChatModel.open(uri)) {
            System.out.println(firstSentence(model, "Should I rent a server or pay per use?"));
            printEvents(model, "What is Ollama?");
        }
    }

    private static String firstSentence(ChatModel model, String question) {
        StringBuilder sentence = new StringBuilder();
        try (ChatStream answer = model.stream(question)) {
            for (String words : answer.text()) {
                sentence.append(words);
                if (words.contains(".")) {
                    break; // the rest is never generated
                }
            }
        }
        return sentence.toString();
    }

    private static void printEvents(ChatModel model, String question) {
        try (ChatStream answer = model.stream(question)) {
            for (ChatEvent event : answer) {
                if (event instanceof ChatEvent.ThinkingDelta thought) {
                    System.out.print("[" + thought.text() + "]");
                } else if (event instanceof ChatEvent.TextDelta words) {
                    System.out.print(words.text());
                } else if (event instanceof ChatEvent.Finished finished) {
                    System.out.println();
                    System.out.println(finished.response().finishReason() + ", "
                            + finished.response().usage());
                }
            }
        }
    }
}
