// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.ProtocolException;
import dev.posada.http.JsonWriter;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of one request's body. What the caller gives as JSON wins over what is added here under the same name, so that
 * no field is written twice. Used by one thread.
 */
final class OpenAiFields {
    private static final JsonNames NO_NAMES = JsonNames.of();

    private final JsonWriter json = new JsonWriter().beginObject();
    private final Map<String, String> given;

    /**
     * Begins a body.
     *
     * @param given fields that win over all others, with their values as JSON text
     */
    OpenAiFields(Map<String, String> given) {
        this.given = new LinkedHashMap<>(given);
    }

    /** Where the value of a field that {@link #begin} allowed is written. */
    JsonWriter json() {
        return json;
    }

    /** Begins a field whose value comes next; false, and nothing is begun, if the caller gives that field. */
    boolean begin(String name) {
        if (given.containsKey(name)) {
            return false;
        }
        json.name(name);
        return true;
    }

    void add(String name, String text) {
        if (begin(name)) {
            json.value(text);
        }
    }

    void add(String name, long number) {
        if (begin(name)) {
            json.value(number);
        }
    }

    void add(String name, double number) {
        if (begin(name)) {
            json.value(number);
        }
    }

    void add(String name, boolean flag) {
        if (begin(name)) {
            json.value(flag);
        }
    }

    void addRaw(String name, String value) {
        if (begin(name)) {
            json.raw(value);
        }
    }

    /**
     * Adds a member to a field that is an object and that the caller may give as well; a member of the same name that is
     * there already stays.
     *
     * @throws InvalidRequestException if the caller gives something that is no object
     */
    void addMember(String name, String member, boolean value) {
        Map<String, String> members = new LinkedHashMap<>();
        String existing = given.get(name);
        if (existing != null) {
            members.putAll(members(name, existing));
        }
        members.putIfAbsent(member, Boolean.toString(value));
        JsonWriter object = new JsonWriter().beginObject();
        members.forEach((key, text) -> object.name(key).raw(text));
        given.put(name, object.endObject().toString());
    }

    private static Map<String, String> members(String name, String object) {
        Map<String, String> members = new LinkedHashMap<>();
        try {
            JsonCursor cursor = JsonCursor.of(object);
            cursor.beginObject();
            while (cursor.nextName(NO_NAMES) != JsonCursor.END) {
                members.put(cursor.name(), cursor.raw());
            }
            return members;
        } catch (ProtocolException e) {
            throw new InvalidRequestException(
                    "The field " + name + " of the request must be a JSON object; it is " + object + ".",
                    ErrorDetails.none(),
                    e);
        }
    }

    /** Writes the caller's fields and ends the body. */
    JsonWriter end() {
        given.forEach((name, text) -> json.name(name).raw(text));
        return json.endObject();
    }
}
