// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harrel.jsonschema.SchemaNotFoundException;
import dev.harrel.jsonschema.SpecificationVersion;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.net.URI;
import java.util.Optional;

/** Checks JSON against one schema. Thread-safe. */
final class SchemaValidator {
    private final Validator validator;
    private final URI schema;

    /** For a schema that is known to be one. */
    SchemaValidator(JsonNode schema) {
        this.validator = newValidator();
        this.schema = validator.registerSchema(schema);
    }

    private static Validator newValidator() {
        return new ValidatorFactory()
                .withJsonNodeFactory(new JacksonNode.Factory(JsonBinding.MAPPER))
                .withDisabledSchemaValidation(true)
                .createValidator();
    }

    /**
     * What is wrong with some JSON, and in which places.
     *
     * @throws IllegalArgumentException if the schema refers to something outside itself
     */
    Optional<String> problem(JsonNode json) {
        Validator.Result result = validator.validate(schema, json);
        result.getErrors().stream()
                .filter(error -> "$ref".equals(error.getKeyword()))
                .findFirst()
                .ifPresent(error -> {
                    throw new IllegalArgumentException(
                            "The schema refers to what it does not hold: " + error.getError() + ".");
                });
        return SchemaProblems.of(result);
    }

    /**
     * Goes on if some JSON is a schema, after the version that it names or else after draft 2020-12.
     *
     * @throws IllegalArgumentException if it is none
     */
    static void requireSchema(JsonNode schema, String what) {
        String version = schema.path("$schema").asText(SpecificationVersion.DRAFT2020_12.getId());
        try {
            SchemaProblems.of(MetaSchemas.VALIDATOR.validate(URI.create(version), schema))
                    .ifPresent(problem -> {
                        throw new IllegalArgumentException(what + " is not a JSON schema: " + problem + ".");
                    });
        } catch (SchemaNotFoundException e) {
            throw new IllegalArgumentException(
                    what + " is written in a version of JSON Schema that is not known here: " + version + ".", e);
        }
    }

    /** The schemas of schemas, which are read once. */
    private static final class MetaSchemas {
        static final Validator VALIDATOR = newValidator();
    }
}
