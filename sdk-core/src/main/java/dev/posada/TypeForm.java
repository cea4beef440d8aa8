// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The form of a Java type's values. One for each type, made when it is first asked for and kept as long as the type is.
 *
 * <p>Most servers want an object at the root of a schema, so a type that is none (an enum, a list, a number) is put into an
 * object with the one property {@code value}, and taken out of it again.
 */
final class TypeForm<T> extends JsonForm<T> {
    private static final String WRAPPER = "value";
    private static final ClassValue<TypeForm<?>> OF_TYPE = new ClassValue<>() {
        @Override
        protected TypeForm<?> computeValue(Class<?> type) {
            return new TypeForm<>(JsonBinding.MAPPER.constructType(type), JsonSchemas.of(type));
        }
    };
    private static final ClassValue<TypeForm<?>> LIST_OF = new ClassValue<>() {
        @Override
        protected TypeForm<?> computeValue(Class<?> type) {
            JavaType list = JsonBinding.MAPPER.getTypeFactory().constructCollectionType(List.class, type);
            return new TypeForm<>(list, JsonSchemas.of(List.class, type));
        }
    };

    private final JavaType type;
    private final boolean isWrapped;
    private final String schema;
    private final SchemaValidator validator;

    private TypeForm(JavaType type, ObjectNode schema) {
        this.type = type;
        this.isWrapped = !schema.path("type").asText().equals("object");
        ObjectNode whole = isWrapped ? wrapped(schema) : schema;
        this.schema = whole.toString();
        this.validator = new SchemaValidator(whole);
    }

    /**
     * The form of a type's values. The first call for a type is slow.
     *
     * @throws IllegalArgumentException if the type has no JSON schema
     */
    @SuppressWarnings("unchecked") // what is kept for a type is the form of this type
    static <T> TypeForm<T> of(Class<T> type) {
        return (TypeForm<T>) OF_TYPE.get(type);
    }

    /** The form of lists of a type's values. */
    @SuppressWarnings("unchecked") // what is kept for a type is the form of lists of this type
    static <E> TypeForm<List<E>> listOf(Class<E> type) {
        return (TypeForm<List<E>>) LIST_OF.get(type);
    }

    private static ObjectNode wrapped(ObjectNode schema) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("type", "object");
        JsonNode definitions = schema.remove("$defs");
        whole.putObject("properties").set(WRAPPER, schema);
        whole.putArray("required").add(WRAPPER);
        whole.put("additionalProperties", false);
        if (definitions != null) {
            whole.set("$defs", definitions);
        }
        return whole;
    }

    @Override
    String schema() {
        return schema;
    }

    @Override
    String name() {
        return type.isCollectionLikeType()
                ? "a list of " + type.getContentType().getRawClass().getSimpleName()
                : type.getRawClass().getSimpleName();
    }

    /** A {@code null} counts as left out. */
    @Override
    Optional<String> problem(JsonNode tree) {
        JsonNode whole =
                lacksWrapper(tree) ? JsonNodeFactory.instance.objectNode().set(WRAPPER, tree) : tree;
        return validator.problem(withoutNulls(whole));
    }

    @Override
    T bind(String json, JsonNode tree) throws JsonProcessingException {
        ObjectReader reader = JsonBinding.MAPPER.readerFor(type);
        return (isWrapped && !lacksWrapper(tree) ? reader.at("/" + WRAPPER) : reader).readValue(json);
    }

    /** Models leave the wrapper out where the server does not enforce the schema. */
    private boolean lacksWrapper(JsonNode tree) {
        return isWrapped && !(tree.isObject() && tree.size() == 1 && tree.has(WRAPPER));
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(withoutNulls(element)));
            return elements;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                members.set(member.getKey(), withoutNulls(member.getValue()));
            }
        });
        return members;
    }
}
