// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import org.jspecify.annotations.Nullable;

/**
 * A tool call as a line of an answer holds it, always whole.
 *
 * @param id names the call; {@code null} from servers before 0.12.10
 * @param name the tool
 * @param arguments the arguments as JSON text, or empty
 */
record OllamaToolCall(@Nullable String id, String name, String arguments) {
    private static final int ID = 0;
    private static final int FUNCTION = 1;
    private static final int NAME = 2;
    private static final int ARGUMENTS = 3;
    private static final JsonNames NAMES = JsonNames.of("id", "function", "name", "arguments");

    /**
     * Reads the call that comes next.
     *
     * @throws ProtocolException if it names no tool
     */
    static OllamaToolCall read(JsonCursor json) {
        Reader reader = new Reader();
        reader.read(json);
        if (reader.name == null) {
            throw new ProtocolException("A tool call of the answer names no tool.", ErrorDetails.none());
        }
        return new OllamaToolCall(reader.id, reader.name, reader.arguments);
    }

    /** Some servers that imitate Ollama leave the function's object out, so its fields count on both levels. */
    private static final class Reader {
        private @Nullable String id;
        private @Nullable String name;
        private String arguments = "";

        void read(JsonCursor json) {
            json.beginObject();
            for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
                switch (field) {
                    case ID -> id = json.isNull() ? null : json.text();
                    case FUNCTION -> {
                        if (!json.isNull()) {
                            read(json);
                        }
                    }
                    case NAME -> name = json.stringOrNull();
                    case ARGUMENTS -> arguments = arguments(json);
                    default -> json.skip(); // "index" and "type" say nothing that the order does not
                }
            }
        }

        /** Ollama sends an object, its imitators sometimes a string that holds one. */
        private static String arguments(JsonCursor json) {
            return switch (json.peek()) {
                case STRING -> json.string();
                case NULL -> {
                    json.skip();
                    yield "";
                }
                default -> json.raw();
            };
        }
    }
}
