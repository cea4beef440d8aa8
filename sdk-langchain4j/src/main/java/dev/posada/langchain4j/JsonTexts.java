// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.List;
import java.util.Map;

/** JSON as text, which is how Posada takes it, from and to the trees of LangChain4j. */
final class JsonTexts {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ROOT = "root";
    private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

    private JsonTexts() {}

    /** The schema of a tool's arguments. */
    static String argumentsSchema(ToolSpecification tool) {
        return tool.parameters() == null
                ? NO_ARGUMENTS
                : read(tool.toJson()).path("parameters").toString();
    }

    /**
     * A schema as JSON text. The one public way to it is a tool's; so the schema travels as the only property of a tool's
     * arguments, and is taken out again.
     */
    static String schema(JsonSchemaElement root) {
        ToolSpecification carrier = ToolSpecification.builder()
                .name(ROOT)
                .parameters(JsonObjectSchema.builder().addProperty(ROOT, root).build())
                .build();
        return read(carrier.toJson())
                .path("parameters")
                .path("properties")
                .path(ROOT)
                .toString();
    }

    /**
     * A tool from its parts.
     *
     * @throws IllegalArgumentException if LangChain4j can't hold such a schema
     */
    static ToolSpecification tool(String name, String description, String schema) {
        var tool = MAPPER.createObjectNode().put("name", name).put("description", description);
        tool.set("parameters", read(schema));
        return ToolSpecification.fromJson(tool.toString());
    }

    /**
     * A value as JSON text.
     *
     * @throws IllegalArgumentException if it has no JSON form
     */
    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This has no JSON form: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * An object from JSON text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Map<String, Object> object(String json) {
        return MAPPER.convertValue(read(json), new TypeReference<>() {});
    }

    /**
     * A list of objects of strings from JSON text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static List<Map<String, String>> objects(String json) {
        return MAPPER.convertValue(read(json), new TypeReference<>() {});
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
