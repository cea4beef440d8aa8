// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool call, or a fragment of one, as it stands on the wire.
 *
 * @param index its number in the answer, -1 where the server gives none
 */
record OpenAiToolCall(
        int index,
        @Nullable String id,
        @Nullable String name,
        @Nullable String arguments) {
    private static final JsonNames CALL = JsonNames.of("index", "id", "function", "name", "arguments");
    private static final JsonNames FUNCTION = JsonNames.of("name", "arguments");

    /** Adds the calls of the array that the cursor stands on. */
    static void readAll(JsonCursor json, List<OpenAiToolCall> calls) {
        json.beginArray();
        while (json.nextElement()) {
            if (json.peek() == Kind.OBJECT) {
                calls.add(read(json));
            }
        }
    }

    private static OpenAiToolCall read(JsonCursor json) {
        OpenAiToolCall call = new OpenAiToolCall(-1, null, null, null);
        json.beginObject();
        for (int field = json.nextName(CALL); field != JsonCursor.END; field = json.nextName(CALL)) {
            call = switch (field) {
                case 0 -> call.at(index(json));
                case 1 -> new OpenAiToolCall(call.index, text(json), call.name, call.arguments);
                case 2 -> json.peek() == Kind.OBJECT ? call.function(json) : call;
                // Some proxies leave out the object in between.
                case 3 -> call.named(text(json));
                case 4 -> call.with(arguments(json));
                default -> call;
            };
        }
        return call;
    }

    /** The call of the one function that came before there were tools; some servers still answer so. */
    static OpenAiToolCall readFunctionCall(JsonCursor json) {
        return new OpenAiToolCall(0, null, null, null).function(json);
    }

    private OpenAiToolCall function(JsonCursor json) {
        OpenAiToolCall call = this;
        json.beginObject();
        for (int field = json.nextName(FUNCTION); field != JsonCursor.END; field = json.nextName(FUNCTION)) {
            call = switch (field) {
                case 0 -> call.named(text(json));
                case 1 -> call.with(arguments(json));
                default -> call;
            };
        }
        return call;
    }

    private OpenAiToolCall at(int place) {
        return new OpenAiToolCall(place, id, name, arguments);
    }

    private OpenAiToolCall named(@Nullable String text) {
        return new OpenAiToolCall(index, id, text == null ? name : text, arguments);
    }

    private OpenAiToolCall with(@Nullable String json) {
        return new OpenAiToolCall(index, id, name, json == null ? arguments : json);
    }

    private static int index(JsonCursor json) {
        return json.peek() == Kind.NUMBER ? json.intValue() : -1;
    }

    private static @Nullable String text(JsonCursor json) {
        return json.peek() == Kind.STRING || json.peek() == Kind.NUMBER ? json.text() : null;
    }

    /** A string that holds JSON by the book, and an object on servers that write it as it is. */
    private static @Nullable String arguments(JsonCursor json) {
        if (json.isNull()) {
            return null;
        }
        return json.peek() == Kind.STRING ? json.string() : json.raw();
    }

    /** Hands the call on; one of an answer that came in one piece is whole. */
    void passOn(boolean whole, EventSink sink) {
        if (whole) {
            sink.toolCall(id, name == null ? "" : name, arguments == null ? "" : arguments);
        } else {
            sink.toolCallFragment(index, id, name, arguments);
        }
    }
}
