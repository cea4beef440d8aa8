// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.Content;
import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeVisitor;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** JSON text, and what the AWS SDK keeps JSON in. Numbers go over as they are written. */
final class BedrockJson {
    /** A field that Bedrock adds to events and that means nothing. */
    static final String PADDING = "p";

    private BedrockJson() {}

    /** Hands on a field that has no place of its own, unless it is null. */
    static void keep(String prefix, JsonCursor json, EventSink sink) {
        String name = prefix + json.name();
        String value = json.raw();
        if (!value.equals("null")) {
            sink.extra(name, value);
        }
    }

    /**
     * Content of a kind that the common model has no place for.
     *
     * @param name its name on the wire, such as {@code toolResult}
     * @param json its value
     */
    static Content unknown(String name, String json) {
        String type = name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return new Content.Unknown(type, "{" + text(Document.fromString(name)) + ":" + json + "}");
    }

    /**
     * Reads JSON text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static JsonNode parse(String json, String what) {
        try {
            return JsonNode.parser().parse(json);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(what + " is not valid JSON: " + e.getMessage(), e);
        }
    }

    /** The same value as the AWS SDK takes it in requests. */
    static Document document(JsonNode json) {
        return json.visit(ToDocument.INSTANCE);
    }

    /** A document as JSON text. */
    static String text(Document document) {
        JsonWriter json = JsonWriter.create();
        write(document, json);
        return text(json);
    }

    /** A part of an answer as JSON text, under the names that it has on the wire. */
    static String text(SdkPojo value) {
        JsonWriter json = JsonWriter.create();
        writePojo(value, json);
        return text(json);
    }

    /** Parts of an answer as a JSON array. */
    static String text(List<? extends SdkPojo> values) {
        JsonWriter json = JsonWriter.create();
        write(values, json);
        return text(json);
    }

    /** Read JSON as text again. */
    static String text(JsonNode node) {
        return text(document(node));
    }

    private static String text(JsonWriter json) {
        return new String(json.getBytes(), StandardCharsets.UTF_8);
    }

    private static void write(Document document, JsonWriter json) {
        if (document.isMap()) {
            json.writeStartObject();
            document.asMap().forEach((name, value) -> {
                json.writeFieldName(name);
                write(value, json);
            });
            json.writeEndObject();
        } else if (document.isList()) {
            json.writeStartArray();
            document.asList().forEach(value -> write(value, json));
            json.writeEndArray();
        } else if (document.isString()) {
            json.writeValue(document.asString());
        } else if (document.isNumber()) {
            json.writeNumber(document.asNumber().stringValue());
        } else if (document.isBoolean()) {
            json.writeValue(document.asBoolean());
        } else {
            json.writeNull();
        }
    }

    private static void writePojo(SdkPojo value, JsonWriter json) {
        json.writeStartObject();
        for (SdkField<?> field : value.sdkFields()) {
            Object member = field.getValueOrDefault(value);
            if (member != null && !isUnset(member)) {
                json.writeFieldName(field.locationName());
                write(member, json);
            }
        }
        json.writeEndObject();
    }

    /** The SDK stands in for lists and maps that are not there with empty ones of its own kind. */
    private static boolean isUnset(Object member) {
        return member instanceof SdkAutoConstructList<?> || member instanceof SdkAutoConstructMap<?, ?>;
    }

    private static void write(@Nullable Object value, JsonWriter json) {
        if (value instanceof SdkPojo pojo) {
            writePojo(pojo, json);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(each -> write(each, json));
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, each) -> {
                json.writeFieldName(String.valueOf(name));
                write(each, json);
            });
            json.writeEndObject();
        } else if (value instanceof Document document) {
            write(document, json);
        } else if (value instanceof SdkBytes bytes) {
            json.writeValue(bytes.asByteBuffer());
        } else if (value instanceof Boolean flag) {
            json.writeValue((boolean) flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else {
            json.writeValue(String.valueOf(value));
        }
    }

    private enum ToDocument implements JsonNodeVisitor<Document> {
        INSTANCE;

        @Override
        public Document visitNull() {
            return Document.fromNull();
        }

        @Override
        public Document visitBoolean(boolean value) {
            return Document.fromBoolean(value);
        }

        @Override
        public Document visitNumber(String digits) {
            return Document.fromNumber(digits);
        }

        @Override
        public Document visitString(String text) {
            return Document.fromString(text);
        }

        @Override
        public Document visitArray(List<JsonNode> items) {
            List<Document> values = new ArrayList<>(items.size());
            items.forEach(item -> values.add(item.visit(this)));
            return Document.fromList(values);
        }

        @Override
        public Document visitObject(Map<String, JsonNode> fields) {
            Map<String, Document> values = new LinkedHashMap<>();
            fields.forEach((name, value) -> values.put(name, value.visit(this)));
            return Document.fromMap(values);
        }

        @Override
        public Document visitEmbeddedObject(Object value) {
            return Document.fromString(String.valueOf(value));
        }
    }
}
