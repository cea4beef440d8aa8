// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.testkit.LiveHostContract;

/** Against a real server: {@code POSADA_IT_OLLAMA=ollama://localhost/llama3.2}. */
class OllamaIT extends LiveHostContract {
    OllamaIT() {
        super("POSADA_IT_OLLAMA");
    }
}
