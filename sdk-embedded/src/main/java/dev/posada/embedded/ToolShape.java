// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * A tool as the model is told of it.
 *
 * @param description for the model to read; may be empty
 * @param schema the JSON schema of the arguments
 */
record ToolShape(String name, String description, String schema) {
    /** The tool as the chat template wants it: one line of JSON, as in the chat API of OpenAI. */
    String json() {
        String about = description.isEmpty() ? "" : ", \"description\": " + JsonText.quoted(description);
        return "{\"type\": \"function\", \"function\": {\"name\": " + JsonText.quoted(name) + about
                + ", \"parameters\": " + JsonText.spaced(schema) + "}}";
    }

    SchemaCompiler.Compiled compile() {
        try {
            return SchemaCompiler.compile(schema);
        } catch (SchemaException e) {
            throw new SchemaException("tool " + name + ": " + e.getMessage());
        }
    }
}
