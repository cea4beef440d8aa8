// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.document.Document;

/**
 * Schemas as Bedrock's own structured output takes them: each object closed with {@code additionalProperties: false}, and
 * without the keywords that make the service refuse the request. What is left out here is checked when the answer is read.
 */
final class BedrockSchema {
    private static final Set<String> REFUSED = Set.of(
            "$schema",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "pattern",
            "minProperties",
            "maxProperties");

    /** Keywords whose value maps names of the user's own to schemas. */
    private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions");

    private BedrockSchema() {}

    /** The schema as text for {@code outputConfig}. */
    static String forOutput(String schema) {
        return BedrockJson.text(closed(document(schema)));
    }

    /** The schema of a tool; Bedrock insists on {@code "type": "object"} at its root. */
    static Document forTool(String schema, boolean strict) {
        Document document = strict ? closed(document(schema)) : document(schema);
        if (document.isMap() && !document.asMap().containsKey("type")) {
            Map<String, Document> typed = new LinkedHashMap<>(document.asMap());
            typed.put("type", Document.fromString("object"));
            return Document.fromMap(typed);
        }
        return document;
    }

    private static Document document(String schema) {
        return BedrockJson.document(BedrockJson.parse(schema, "The schema"));
    }

    private static Document closed(Document schema) {
        if (schema.isList()) {
            List<Document> items = new ArrayList<>();
            schema.asList().forEach(item -> items.add(closed(item)));
            return Document.fromList(items);
        }
        return schema.isMap() ? closed(schema.asMap()) : schema;
    }

    private static Document closed(Map<String, Document> schema) {
        Map<String, Document> result = new LinkedHashMap<>();
        schema.forEach((keyword, value) -> {
            if (NAMED.contains(keyword) && value.isMap()) {
                Map<String, Document> named = new LinkedHashMap<>();
                value.asMap().forEach((name, inner) -> named.put(name, closed(inner)));
                result.put(keyword, Document.fromMap(named));
            } else if (keyword.equals("enum") || keyword.equals("const") || keyword.equals("default")) {
                result.put(keyword, value);
            } else if (!REFUSED.contains(keyword)) {
                result.put(keyword, closed(value));
            }
        });
        if (schema.containsKey("properties")) {
            result.put("additionalProperties", Document.fromBoolean(false));
        }
        return Document.fromMap(result);
    }
}
