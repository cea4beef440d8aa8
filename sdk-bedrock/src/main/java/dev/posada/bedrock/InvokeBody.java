// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The fields of a body for InvokeModel, in their order; a later value for a name replaces an earlier one. Not thread-safe. */
final class InvokeBody {
    private final Map<String, String> fields = new LinkedHashMap<>();

    InvokeBody text(String name, String value) {
        return json(name, quote(value));
    }

    InvokeBody number(String name, int value) {
        return json(name, Integer.toString(value));
    }

    InvokeBody texts(String name, List<String> values) {
        StringJoiner list = new StringJoiner(",", "[", "]");
        values.forEach(value -> list.add(quote(value)));
        return json(name, list.toString());
    }

    InvokeBody object(String name, InvokeBody value) {
        return json(name, value.toString());
    }

    /** A value that is JSON text. */
    InvokeBody json(String name, String value) {
        fields.put(name, value);
        return this;
    }

    InvokeBody all(Map<String, String> jsonFields) {
        fields.putAll(jsonFields);
        return this;
    }

    private static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    @Override
    public String toString() {
        StringJoiner object = new StringJoiner(",", "{", "}");
        fields.forEach((name, value) -> object.add(quote(name) + ":" + value));
        return object.toString();
    }
}
