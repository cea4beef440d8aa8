// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The form that a JSON schema describes; what has it stays text. */
final class SchemaForm extends JsonForm<String> {
    private final String schema;
    private final boolean isOfObjects;
    private final SchemaValidator validator;

    /**
     * Takes a schema as it is.
     *
     * @param what names the schema in error messages
     * @throws IllegalArgumentException if it is not a JSON schema
     */
    SchemaForm(String schema, String what) {
        this.schema = Json.requireObject(schema, what);
        JsonNode tree = JsonBinding.tree(schema);
        SchemaValidator.requireSchema(tree, what);
        this.isOfObjects = tree.path("type").asText().equals("object");
        this.validator = new SchemaValidator(tree);
    }

    boolean isOfObjects() {
        return isOfObjects;
    }

    @Override
    String schema() {
        return schema;
    }

    @Override
    String name() {
        return "JSON that the schema allows";
    }

    @Override
    Optional<String> problem(JsonNode tree) {
        return validator.problem(tree);
    }

    @Override
    String bind(String json, JsonNode tree) {
        return json;
    }
}
