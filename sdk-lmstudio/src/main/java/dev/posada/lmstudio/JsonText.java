// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import dev.posada.http.JsonWriter;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON text that goes through a program's hands. */
final class JsonText {
    private static final JsonNames NONE = JsonNames.of();

    private JsonText() {}

    static String of(String text) {
        return new JsonWriter().value(text).toString();
    }

    /**
     * The text, if it is JSON.
     *
     * @param name what it is for
     * @throws IllegalArgumentException if it is not
     */
    static String requireValid(String json, String name) {
        try {
            JsonCursor cursor = JsonCursor.of(json);
            cursor.skip();
            cursor.end();
            return json;
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("The value of " + name + " is not valid JSON: " + json, e);
        }
    }

    /**
     * The elements of an array that is a field of a document, each as JSON text.
     *
     * @throws ProtocolException if there is no such field, or the document is not whole
     */
    static List<String> elements(JsonCursor document, String field) {
        JsonNames names = JsonNames.of(field);
        List<String> elements = null;
        document.beginObject();
        for (int name = document.nextName(names); name != JsonCursor.END; name = document.nextName(names)) {
            if (name == 0) {
                elements = elements(document);
            }
        }
        document.end();
        if (elements == null) {
            throw new ProtocolException(
                    "The server's answer has no field \"" + field + "\", as LM Studio's has.", ErrorDetails.none());
        }
        return elements;
    }

    private static List<String> elements(JsonCursor array) {
        List<String> elements = new ArrayList<>();
        array.beginArray();
        while (array.nextElement()) {
            elements.add(array.raw());
        }
        return elements;
    }

    /** The fields of an object: names with JSON text. */
    static Map<String, String> fields(JsonCursor object) {
        Map<String, String> fields = new LinkedHashMap<>();
        object.beginObject();
        while (object.nextName(NONE) != JsonCursor.END) {
            fields.put(object.name(), object.raw());
        }
        return fields;
    }
}
