// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ProtocolException;
import dev.posada.http.JsonWriter;
import dev.posada.spi.json.JsonCursor;
import java.util.Map;

/** Small pieces of JSON text. */
final class LlamaCppJson {
    private LlamaCppJson() {}

    /** A string as JSON text. */
    static String quote(String text) {
        return new JsonWriter().value(text).toString();
    }

    /** Strings as a JSON array. */
    static String array(Iterable<String> texts) {
        JsonWriter json = new JsonWriter().beginArray();
        texts.forEach(json::value);
        return json.endArray().toString();
    }

    /** Fields with JSON text as a JSON object. */
    static String object(Map<String, String> fields) {
        JsonWriter json = new JsonWriter().beginObject();
        fields.forEach((name, value) -> json.name(name).raw(value));
        return json.endObject().toString();
    }

    /**
     * The text again, if it is valid JSON.
     *
     * @throws IllegalArgumentException if it is not
     */
    static String requireValid(String json, String what) {
        try {
            JsonCursor cursor = JsonCursor.of(json);
            cursor.skip();
            cursor.end();
            return json;
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(what + " is not valid JSON: " + e.getMessage(), e);
        }
    }
}
