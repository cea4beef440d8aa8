// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a generated schema one that says the same in the plainest way: definitions stand in the place of the references to
 * them, and no part is put together of others.
 *
 * <p>References are valid everywhere and understood in fewer places: Ollama drops them from the schemas of tools without a
 * word, and llama.cpp knows none to the root. Those that are left belong to types that contain themselves.
 */
final class FlatSchema {
    private static final String PREFIX = "#/$defs/";

    private final ObjectNode definitions;
    private final ObjectNode kept = JsonNodeFactory.instance.objectNode();

    private FlatSchema(ObjectNode definitions) {
        this.definitions = definitions;
    }

    /** The plain schema; what it still refers to is in its {@code $defs}. */
    static ObjectNode of(ObjectNode schema, ObjectNode definitions) {
        return new FlatSchema(definitions).root(schema);
    }

    /** The root becomes no reference, even to itself: servers look for {@code "type": "object"} there. */
    private ObjectNode root(ObjectNode schema) {
        String name = referenced(schema);
        ObjectNode root = members(name == null ? schema : merged(schema, name));
        if (!kept.isEmpty()) {
            root.set("$defs", kept);
        }
        return root;
    }

    private JsonNode resolved(JsonNode node) {
        if (node.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(resolved(element)));
            return elements;
        }
        if (!(node instanceof ObjectNode schema)) {
            return node;
        }
        String name = referenced(schema);
        if (name == null) {
            return members(schema);
        }
        if (reaches(name, name, new HashSet<>())) {
            keep(name);
            return schema;
        }
        return members(merged(schema, name));
    }

    private ObjectNode members(ObjectNode schema) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        schema.properties().forEach(member -> members.set(member.getKey(), resolved(member.getValue())));
        return members.path("allOf").isArray() ? joined(members) : members;
    }

    /** The generator writes a type with what a component adds to it as parts of one; the later part is the closer one. */
    private static ObjectNode joined(ObjectNode schema) {
        ObjectNode joined = JsonNodeFactory.instance.objectNode();
        schema.path("allOf").forEach(part -> joined.setAll((ObjectNode) part));
        joined.setAll(schema);
        return joined.without("allOf");
    }

    /** The definition with what stands beside the reference, such as a description that fits the place better. */
    private ObjectNode merged(ObjectNode reference, String name) {
        ObjectNode merged = definition(name).deepCopy();
        merged.setAll(reference);
        return merged.without("$ref");
    }

    private void keep(String name) {
        if (!kept.has(name)) {
            kept.putObject(name); // before its members, which refer to it
            kept.set(name, members(definition(name)));
        }
    }

    private boolean reaches(String from, String target, Set<String> seen) {
        return definition(from).findValues("$ref").stream()
                .filter(JsonNode::isTextual)
                .map(FlatSchema::nameOf)
                .anyMatch(name -> name.equals(target) || (seen.add(name) && reaches(name, target, seen)));
    }

    private ObjectNode definition(String name) {
        return (ObjectNode) definitions.required(name);
    }

    private static @Nullable String referenced(ObjectNode schema) {
        JsonNode reference = schema.get("$ref");
        return reference == null || !reference.isTextual() ? null : nameOf(reference);
    }

    private static String nameOf(JsonNode reference) {
        return reference.asText().substring(PREFIX.length());
    }
}
