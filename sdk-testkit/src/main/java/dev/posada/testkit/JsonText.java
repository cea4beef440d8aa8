// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads the little JSON that wires and stubs need, on one line. */
final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {}

    /**
     * An object with its fields in order. Fields that are {@code null} are left out.
     *
     * @param namesAndValues names and values in turn
     */
    static Map<String, Object> object(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                fields.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return fields;
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be written as JSON: " + value, e);
        }
    }

    /**
     * The value that a text holds.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    static Object parse(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON: " + text, e);
        }
    }

    /** The value that a text holds, or the text itself if it is no JSON. */
    static Object parseOrKeep(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            return value.isMissingNode() ? object() : value;
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
