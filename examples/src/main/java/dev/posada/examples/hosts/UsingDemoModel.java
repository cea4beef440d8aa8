// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.hosts;

import dev.posada.ChatModel;

/** Asks the demo model inside this JVM, which needs nothing installed. */
public final class UsingDemoModel {
    private UsingDemoModel() {}

    /** Runs the example. */
    public static void main(String[] args) {
        try (ChatModel model = ChatModel.open("embedded://demo/posada-tiny")) {
            System.out.println(model.chat("What is Ollama?").text());
        }
    }
}
