// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ProtocolException;
import dev.posada.http.JsonWriter;
import dev.posada.spi.json.JsonCursor;

/** JSON values that are kept as text. */
final class OllamaJson {
    private OllamaJson() {}

    /** A string as JSON text. */
    static String quote(String text) {
        return new JsonWriter().value(text).toString();
    }

    /**
     * The text again, if it is valid JSON.
     *
     * @throws IllegalArgumentException if it is not
     */
    static String requireValid(String json, String what) {
        JsonCursor cursor = JsonCursor.of(json);
        try {
            cursor.skip();
            cursor.end();
            return json;
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(what + " is not valid JSON: " + e.getMessage(), e);
        }
    }
}
