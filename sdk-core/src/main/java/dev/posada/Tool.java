// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Objects;
import java.util.function.Function;

/** A function that a model may ask to have called. Immutable; as thread-safe as the function. */
public final class Tool {
    private final String name;
    private final String description;
    private final String schema;

    private Tool(String name, String description, String schema) {
        this.name = Objects.requireNonNull(name, "name");
        this.description = description;
        this.schema = schema;
    }

    /** A tool whose arguments are a record. */
    public static <A> Tool of(String name, String description, Class<A> arguments, Function<A, ?> function) {
        return new Tool(name, description, "{\"type\":\"object\"}");
    }

    /** The tool's name. */
    public String name() {
        return name;
    }

    /** What the tool does, for the model to read. */
    public String description() {
        return description;
    }

    /** The JSON Schema of the arguments, as text. */
    public String schema() {
        return schema;
    }
}
