// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells whether the alternatives of a {@code oneOf} can be told apart: a text of one must never be valid against another,
 * and the grammar alone does not see to that.
 */
final class Disjointness {
    private static final int DEEPEST_REFERENCE = 16;

    private final JsonNode root;

    Disjointness(JsonNode root) {
        this.root = root;
    }

    /** Refuses alternatives of which one value might be valid against two. */
    void check(List<JsonNode> alternatives, String at) {
        for (int i = 0; i < alternatives.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!areDisjoint(resolve(alternatives.get(j)), resolve(alternatives.get(i)))) {
                    throw new SchemaException("the alternatives " + j + " and " + i + " at " + at
                            + " can't be told apart by their types or by a required property with a constant value;"
                            + " use \"anyOf\"");
                }
            }
        }
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        for (int i = 0; i < DEEPEST_REFERENCE && resolved.has("$ref"); i++) {
            String pointer = resolved.get("$ref").asText();
            resolved = pointer.startsWith("#/") ? root.at(pointer.substring(1)) : root;
        }
        return resolved;
    }

    private boolean areDisjoint(JsonNode one, JsonNode other) {
        Set<JsonNode> constants = constants(one);
        Set<JsonNode> otherConstants = constants(other);
        if (!constants.isEmpty() && !otherConstants.isEmpty()) {
            return !overlap(constants, otherConstants);
        }
        Set<String> types = types(one);
        Set<String> otherTypes = types(other);
        if (!types.isEmpty() && !otherTypes.isEmpty() && !overlap(types, otherTypes)) {
            return true;
        }
        return isObject(types) && isObject(otherTypes) && differInConstant(one, other);
    }

    private static boolean isObject(Set<String> types) {
        return types.equals(Set.of("object"));
    }

    private static Set<JsonNode> constants(JsonNode schema) {
        Set<JsonNode> constants = new HashSet<>();
        if (schema.has("const")) {
            constants.add(schema.get("const"));
        }
        schema.path("enum").forEach(constants::add);
        return constants;
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new HashSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(name -> types.add(name.asText()));
        if (types.remove("integer")) {
            types.add("number");
        }
        return types;
    }

    /** Whether some property is required in both and has constant values that differ. */
    private boolean differInConstant(JsonNode one, JsonNode other) {
        for (JsonNode name : one.path("required")) {
            for (JsonNode otherName : other.path("required")) {
                if (name.equals(otherName)) {
                    Set<JsonNode> values = constants(property(one, name));
                    Set<JsonNode> otherValues = constants(property(other, name));
                    if (!values.isEmpty() && !otherValues.isEmpty() && !overlap(values, otherValues)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private JsonNode property(JsonNode schema, JsonNode name) {
        return resolve(schema.path("properties").path(name.asText()));
    }

    /** Numbers compare by value: 1 and 1.0 are the same to JSON Schema. */
    private static <T> boolean overlap(Set<T> one, Set<T> other) {
        return one.stream().anyMatch(left -> other.stream().anyMatch(right -> areEqual(left, right)));
    }

    private static boolean areEqual(Object left, Object right) {
        if (left instanceof JsonNode one && right instanceof JsonNode other && one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return left.equals(right);
    }
}
