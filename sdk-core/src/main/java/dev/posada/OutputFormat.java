// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form that the text of an answer must have: free text, any JSON object, or JSON after a schema. Immutable and
 * thread-safe.
 *
 * <p>This is the demand alone: the answer stays text and nothing checks it. {@link StructuredOutput} makes the schema from a
 * Java type and the value from the answer.
 */
public final class OutputFormat {
    /** What is set. */
    public enum Kind {
        /** Free text. */
        TEXT,
        /** Any JSON object. */
        JSON,
        /** JSON that is valid against a schema. */
        JSON_SCHEMA
    }

    private static final OutputFormat TEXT = new OutputFormat(Kind.TEXT, "", null);
    private static final OutputFormat JSON = new OutputFormat(Kind.JSON, "", null);

    private final Kind kind;
    private final String name;
    private final @Nullable String schema;

    private OutputFormat(Kind kind, String name, @Nullable String schema) {
        this.kind = kind;
        this.name = name;
        this.schema = schema;
    }

    /** Free text. */
    public static OutputFormat text() {
        return TEXT;
    }

    /**
     * Any JSON object. Some hosts enforce this less than they enforce a schema; the schema <code>{"type": "object"}</code>
     * says the same.
     */
    public static OutputFormat json() {
        return JSON;
    }

    /**
     * JSON that is valid against a schema.
     *
     * @param name a short name for the schema, which some hosts want: letters, digits, {@code _} and {@code -}
     * @param schema the JSON Schema as text
     * @throws IllegalArgumentException if some host would refuse the name, or the schema is not a JSON object
     */
    public static OutputFormat jsonSchema(String name, String schema) {
        return new OutputFormat(
                Kind.JSON_SCHEMA, Names.require(name, "a schema"), Json.requireObject(schema, "The schema " + name));
    }

    /** What is set. */
    public Kind kind() {
        return kind;
    }

    /** The name of the schema; empty where there is none. */
    public String name() {
        return name;
    }

    /** The JSON Schema as text, where the kind is {@link Kind#JSON_SCHEMA}. */
    public Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutputFormat that
                && kind == that.kind
                && name.equals(that.name)
                && Objects.equals(schema, that.schema);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, name, schema);
    }

    @Override
    public String toString() {
        return kind + (name.isEmpty() ? "" : "(" + name + ")");
    }
}
