// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what the model will not see of a tool's schema: the server writes it anew with the few keywords that it knows, and
 * leaves the others out without a word. What stands under {@code items} it passes on untouched.
 */
final class OllamaToolSchema {
    /** Keywords that say something of the values which a model would need to know. The others are no loss. */
    private static final Set<String> MEANINGFUL = Set.of(
            "$ref",
            "allOf",
            "const",
            "default",
            "exclusiveMaximum",
            "exclusiveMinimum",
            "format",
            "maxItems",
            "maxLength",
            "maximum",
            "minItems",
            "minLength",
            "minimum",
            "multipleOf",
            "not",
            "oneOf",
            "pattern",
            "uniqueItems");

    private static final int PROPERTIES = 0;
    private static final int ANY_OF = 1;
    private static final JsonNames NAMES = JsonNames.of("properties", "anyOf");
    private static final JsonNames NONE = JsonNames.of();

    private final JsonCursor json;
    private final Set<String> lost;

    private OllamaToolSchema(JsonCursor json, Set<String> lost) {
        this.json = json;
        this.lost = lost;
    }

    /** Adds the keywords of a schema that get lost. */
    static void addLost(String schema, Set<String> lost) {
        new OllamaToolSchema(JsonCursor.of(schema), lost).readSchema(true);
    }

    /** The keywords of a schema that get lost. */
    static Set<String> lost(String schema) {
        Set<String> lost = new TreeSet<>();
        addLost(schema, lost);
        return lost;
    }

    private void readSchema(boolean isWhole) {
        if (json.peek() != JsonCursor.Kind.OBJECT) {
            json.skip(); // true and false are schemas, too
            return;
        }
        json.beginObject();
        for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
            if (field == PROPERTIES) {
                readProperties();
            } else if (field == ANY_OF && !isWhole) {
                readAlternatives();
            } else if (MEANINGFUL.contains(json.name()) || field == ANY_OF) {
                lost.add(json.name());
            }
        }
    }

    private void readProperties() {
        if (json.peek() != JsonCursor.Kind.OBJECT) {
            return;
        }
        json.beginObject();
        while (json.nextName(NONE) != JsonCursor.END) {
            readSchema(false);
        }
    }

    private void readAlternatives() {
        if (json.peek() != JsonCursor.Kind.ARRAY) {
            return;
        }
        json.beginArray();
        while (json.nextElement()) {
            readSchema(false);
        }
    }
}
