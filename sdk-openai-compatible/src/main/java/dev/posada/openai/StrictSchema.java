// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells whether a schema may be called strict. OpenAI refuses the word on a schema in which a property may be missing or
 * others may be added; most other servers do not read it.
 */
final class StrictSchema {
    private static final JsonNames NAMES = JsonNames.of("properties", "required", "additionalProperties", "type");
    private static final JsonNames ANY = JsonNames.of();

    private StrictSchema() {}

    /** Whether every object in the schema names all of its properties, and all as required. */
    static boolean fits(String schema) {
        return fits(JsonCursor.of(schema));
    }

    private static boolean fits(JsonCursor json) {
        return switch (json.peek()) {
            case OBJECT -> objectFits(json);
            case ARRAY -> arrayFits(json);
            default -> {
                json.skip();
                yield true;
            }
        };
    }

    private static boolean arrayFits(JsonCursor json) {
        boolean fits = true;
        json.beginArray();
        while (json.nextElement()) {
            fits &= fits(json);
        }
        return fits;
    }

    private static boolean objectFits(JsonCursor json) {
        Set<String> properties = new HashSet<>();
        Set<String> required = new HashSet<>();
        boolean isObject = false;
        boolean isClosed = false;
        boolean fits = true;
        json.beginObject();
        for (int name = json.nextName(NAMES); name != JsonCursor.END; name = json.nextName(NAMES)) {
            if (name == 0 && json.peek() == Kind.OBJECT) {
                fits &= propertiesFit(json, properties);
            } else if (name == 1 && json.peek() == Kind.ARRAY) {
                readTexts(json, required);
            } else if (name == 2 && json.peek() == Kind.BOOLEAN) {
                isClosed = !json.bool();
            } else if (name == 3 && json.peek() == Kind.STRING) {
                isObject = json.string().equals("object");
            } else {
                fits &= fits(json);
            }
        }
        return fits && (!isObject || (isClosed && required.containsAll(properties)));
    }

    private static boolean propertiesFit(JsonCursor json, Set<String> names) {
        boolean fit = true;
        json.beginObject();
        while (json.nextName(ANY) != JsonCursor.END) {
            names.add(json.name());
            fit &= fits(json);
        }
        return fit;
    }

    private static void readTexts(JsonCursor json, Set<String> texts) {
        json.beginArray();
        while (json.nextElement()) {
            texts.add(json.text());
        }
    }
}
