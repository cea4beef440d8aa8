// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The types of values that JSON Schema tells apart, and the keywords of each. */
enum JsonType {
    OBJECT("properties", "required", "additionalProperties", "minProperties", "maxProperties"),
    ARRAY("items", "minItems", "maxItems"),
    STRING("minLength", "maxLength", "pattern", "format", "contentEncoding"),
    NUMBER("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format"),
    INTEGER("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format"),
    BOOLEAN,
    NULL;

    /** Every value has one of these: whole numbers are numbers. */
    private static final List<JsonType> ALL = List.of(OBJECT, ARRAY, STRING, NUMBER, BOOLEAN, NULL);

    @SuppressWarnings("ImmutableEnumChecker") // no set can be changed that Set.of makes
    private final Set<String> keywords;

    JsonType(String... keywords) {
        this.keywords = Set.of(keywords);
    }

    Set<String> keywords() {
        return keywords;
    }

    /** The types that a schema allows. Without a word on that, keywords of one type show which is meant. */
    static List<JsonType> of(JsonNode schema, String at) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            return ALL.stream()
                    .filter(candidate -> candidate.keywords.stream().anyMatch(schema::has))
                    .findFirst()
                    .map(List::of)
                    .orElse(ALL);
        }
        if (!type.isArray()) {
            return List.of(named(type.asText(), at));
        }
        List<JsonType> types = new ArrayList<>();
        type.forEach(name -> types.add(named(name.asText(), at)));
        return types;
    }

    private static JsonType named(String name, String at) {
        for (JsonType type : values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return type;
            }
        }
        throw new SchemaException("the type \"" + name + "\" at " + at + " is none that JSON Schema knows");
    }

    boolean includes(JsonNode value) {
        return switch (this) {
            case OBJECT -> value.isObject();
            case ARRAY -> value.isArray();
            case STRING -> value.isTextual();
            case NUMBER -> value.isNumber();
            case INTEGER ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case BOOLEAN -> value.isBoolean();
            case NULL -> value.isNull();
        };
    }
}
