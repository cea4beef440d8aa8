// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.ChatResponse;
import dev.posada.PosadaException;

/**
 * The same program on five kinds of hosts: only the line with the host URI differs.
 *
 * <p>Without an argument the demo model inside this JVM answers. With a host URI, such as
 * {@code ollama://localhost/llama3.2}, that model does.
 */
public final class Example02FiveHosts {
    private Example02FiveHosts() {}

    /** Runs the example. */
    public static void main(String[] args) {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny";
        // or "ollama://localhost/llama3.2"             Ollama on this machine
        // or "llamacpp://localhost:8080/qwen3"         llama.cpp's llama-server
        // or "lmstudio://localhost/qwen/qwen3-4b-2507" LM Studio
        // or "openai+https://llm.example.org/my-model" vLLM or any other server of the OpenAI wire

        try (ChatModel model = ChatModel.open(uri)) {
            ChatResponse answer = model.chat("What is a host?");
            System.out.println(answer.text());
            System.out.println("(" + model.host().uri() + ", " + answer.usage().outputTokens() + " tokens)");
        } catch (PosadaException e) {
            System.out.println(e.getMessage()); // says what was tried, where, and the next step
        }
    }
}
