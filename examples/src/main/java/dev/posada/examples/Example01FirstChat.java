// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.ChatStream;

/**
 * Asks a model one question and prints the answer while it arrives.
 *
 * <p>Without an argument the demo model inside this JVM answers. With a host URI, such as
 * {@code ollama://localhost/llama3.2}, that model does.
 */
public final class Example01FirstChat {
    private Example01FirstChat() {}

    /** Runs the example. */
    public static void main(String[] args) {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny"; // or "ollama://localhost/llama3.2"

        try (ChatModel model = ChatModel.open(uri);
                ChatStream answer = model.stream("Should I rent a server or pay per use?")) {
            for (String words : answer.text()) {
                System.out.print(words);
            }
            System.out.println();
        }
    }
}
