// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form that JSON text must have, and what it becomes. Thread-safe.
 *
 * @param <T> what a text becomes
 */
abstract sealed class JsonForm<T> permits TypeForm, SchemaForm {
    /** The JSON Schema as text, an object. */
    abstract String schema();

    /** What the form is called in error messages. */
    abstract String name();

    /** What is wrong with a text that is JSON; empty if nothing is. */
    abstract Optional<String> problem(JsonNode tree);

    /** The value of a text that has the form. */
    abstract T bind(String json, JsonNode tree) throws JsonProcessingException;

    /**
     * The value of a text.
     *
     * @param what names the text in error messages, such as "the answer of llama3.2"
     * @throws ProtocolException if the text is not JSON, or does not have the form; it names the place and quotes the text
     */
    final T read(String json, String what) {
        Json.problem(json).ifPresent(problem -> {
            throw mismatch(json, what, problem, null);
        });
        try {
            JsonNode tree = JsonBinding.tree(json);
            problem(tree).ifPresent(problem -> {
                throw mismatch(json, what, problem, null);
            });
            return bind(json, tree);
        } catch (JsonProcessingException e) {
            throw mismatch(json, what, Json.problem(e), e);
        }
    }

    private ProtocolException mismatch(String json, String what, String problem, @Nullable Throwable cause) {
        return new ProtocolException(
                "Can't read " + what + " as " + name() + ": " + problem + ". The text is: " + Json.quoted(json),
                ErrorDetails.none(),
                cause);
    }
}
