// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ChatWarning;
import dev.posada.http.JsonWriter;
import java.util.List;

/**
 * A request in the words of Ollama.
 *
 * @param json the body
 * @param warnings what the caller should know of how the request was put into those words
 */
record OllamaBody(JsonWriter json, List<ChatWarning> warnings) {
    /** Copies the list. */
    OllamaBody {
        warnings = List.copyOf(warnings);
    }
}
