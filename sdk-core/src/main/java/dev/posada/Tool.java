// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function that a model may ask to have called. Immutable; as thread-safe as the function.
 *
 * <pre>{@code
 * record WeatherQuery(@Description("City and country") String city, Unit unit) {}
 *
 * Tool weather = Tool.of("get_weather", "Current weather in a city", WeatherQuery.class,
 *     query -> forecast(query.city(), query.unit()));
 * }</pre>
 *
 * <p>A chat model never calls a tool by itself: it answers with {@link ChatResponse#toolCalls()}, and the program runs them
 * with {@link #call} or leaves that to a {@link ToolLoop}.
 *
 * <p>Names are 1 to 64 letters (a to z), digits, {@code _} and {@code -}, as some servers refuse others.
 */
public final class Tool {
    private final String name;
    private final String description;
    private final Supplier<String> schema;
    private final @Nullable Function<String, @Nullable Object> function;

    private Tool(
            String name,
            String description,
            Supplier<String> schema,
            @Nullable Function<String, @Nullable Object> function) {
        this.name = Names.require(name, "a tool");
        this.description = Objects.requireNonNull(description, "description");
        this.schema = schema;
        this.function = function;
    }

    /**
     * A tool whose arguments are a Java type, best a record: each component is an argument. A record without components is a
     * tool without arguments. What a type may hold is told at {@link StructuredOutput}.
     *
     * @param name the tool's name
     * @param description what it does and when to call it, for the model to read
     * @param arguments the type of the arguments; a {@code null} among these counts as left out
     * @param function does the work; what it returns is told to the model as {@link #call} says
     * @throws IllegalArgumentException if some server would refuse the name
     */
    public static <A> Tool of(
            String name,
            String description,
            Class<A> arguments,
            Function<? super A, ? extends @Nullable Object> function) {
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(function, "function");
        // The form is asked for when it is needed: making a schema takes a while, and it is kept with the type.
        return new Tool(
                name,
                description,
                () -> TypeForm.of(arguments).schema(),
                json -> function.apply(TypeForm.of(arguments).read(json, argumentsFor(name))));
    }

    /**
     * A tool whose arguments are described by a JSON schema.
     *
     * @param name the tool's name
     * @param description what it does and when to call it, for the model to read
     * @param schemaJson the JSON Schema of the arguments, as text: an object with {@code "type": "object"}
     * @param function takes the arguments as JSON text that the schema allows; what it returns is told to the model as
     *     {@link #call} says
     * @throws IllegalArgumentException if some server would refuse the name, or the schema is not one of objects
     */
    public static Tool ofSchema(
            String name,
            String description,
            String schemaJson,
            Function<? super String, ? extends @Nullable Object> function) {
        Objects.requireNonNull(function, "function");
        SchemaForm form = argumentsForm(name, schemaJson);
        return new Tool(name, description, form::schema, json -> function.apply(form.read(json, argumentsFor(name))));
    }

    /**
     * A tool that the program runs in its own way: it can be offered to a model, but not be called through {@link #call} or a
     * {@link ToolLoop}.
     *
     * @param name the tool's name
     * @param description what it does and when to call it, for the model to read
     * @param schemaJson the JSON Schema of the arguments, as text: an object with {@code "type": "object"}
     * @throws IllegalArgumentException if some server would refuse the name, or the schema is not one of objects
     */
    public static Tool declared(String name, String description, String schemaJson) {
        return new Tool(name, description, argumentsForm(name, schemaJson)::schema, null);
    }

    private static SchemaForm argumentsForm(String name, String schemaJson) {
        String what = "The schema of the tool " + name;
        SchemaForm form = new SchemaForm(schemaJson, what);
        if (!form.isOfObjects()) {
            throw new IllegalArgumentException(
                    what + " needs \"type\": \"object\" at its root, as the arguments of a tool have names.");
        }
        return form;
    }

    private static String argumentsFor(String name) {
        return "the arguments for the tool " + name;
    }

    /** The tool's name. */
    public String name() {
        return name;
    }

    /** What the tool does, for the model to read. */
    public String description() {
        return description;
    }

    /**
     * The JSON Schema of the arguments, as text. The first call may be slow.
     *
     * @throws IllegalArgumentException if the arguments' type has no JSON schema
     */
    public String schema() {
        return schema.get();
    }

    /** Whether the tool has a function, so that {@link #call} works. */
    public boolean isCallable() {
        return function != null;
    }

    /**
     * Runs the function in this thread, once its arguments have been checked against the schema. What the function throws
     * reaches the caller as it is.
     *
     * @return what to tell the model: a string as it is, {@code null} as {@code null}, anything else as JSON
     * @throws ProtocolException if the arguments are not JSON, or do not fit the schema; the message names the place and
     *     quotes them
     * @throws IllegalArgumentException if the call is for another tool
     * @throws IllegalStateException if the tool has no function, or what it returned has no JSON form
     */
    public String call(Content.ToolCall call) {
        if (!call.name().equals(name)) {
            throw new IllegalArgumentException(
                    "This is the tool " + name + "; the call is for \"" + call.name() + "\".");
        }
        if (function == null) {
            throw new IllegalStateException(
                    "The tool " + name + " has no function; make it with Tool.of or Tool.ofSchema to have it called.");
        }
        Object result = function.apply(call.arguments());
        return result instanceof String text ? text : json(result);
    }

    private String json(@Nullable Object result) {
        try {
            return JsonBinding.WRITER.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "What the tool " + name + " returned has no JSON form: " + Json.problem(e)
                            + ". Return a string or a record.",
                    e);
        }
    }

    @Override
    public String toString() {
        return "Tool[" + name + "]";
    }
}
