// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The schemas of types that are one JSON value: text, numbers, dates, enums. */
final class JsonScalars {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String BASE64 =
            "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"; // the keyword for this is widely unknown
    private static final Map<Class<?>, ObjectNode> BY_TYPE = new HashMap<>();

    static {
        put(Object.class, "", "");
        put(JsonNode.class, "", "");
        List.of(String.class, CharSequence.class, char.class, Character.class, Locale.class, Currency.class)
                .forEach(type -> put(type, "string", ""));
        List.of(boolean.class, Boolean.class).forEach(type -> put(type, "boolean", ""));
        List.of(
                        byte.class,
                        Byte.class,
                        short.class,
                        Short.class,
                        int.class,
                        Integer.class,
                        long.class,
                        Long.class,
                        BigInteger.class,
                        OptionalInt.class,
                        OptionalLong.class)
                .forEach(type -> put(type, "integer", ""));
        List.of(
                        float.class,
                        Float.class,
                        double.class,
                        Double.class,
                        BigDecimal.class,
                        Number.class,
                        OptionalDouble.class)
                .forEach(type -> put(type, "number", ""));
        put(UUID.class, "string", "uuid");
        List.of(URI.class, URL.class).forEach(type -> put(type, "string", "uri"));
        put(Date.class, "string", "date-time");
        IsoTimes.ALL.forEach(time -> put(time.type(), "string", time.format()));
        BY_TYPE.put(byte[].class, NODES.objectNode().put("type", "string").put("pattern", BASE64));
    }

    private JsonScalars() {}

    private static void put(Class<?> type, String jsonType, String format) {
        ObjectNode schema = NODES.objectNode();
        if (!jsonType.isEmpty()) {
            schema.put("type", jsonType);
        }
        if (!format.isEmpty()) {
            schema.put("format", format);
        }
        BY_TYPE.put(type, schema);
    }

    /** A new schema for a type; {@code null} if the type is none of these. */
    static @Nullable ObjectNode schema(Class<?> type) {
        if (Enum.class.isAssignableFrom(type)) {
            return enumeration(type);
        }
        ObjectNode schema = BY_TYPE.get(type);
        return schema == null ? null : schema.deepCopy();
    }

    /** The names are those that the binding library reads, whatever annotations say. */
    private static ObjectNode enumeration(Class<?> type) {
        ObjectNode schema = NODES.objectNode();
        ArrayNode names = NODES.arrayNode();
        for (Object constant : type.getEnumConstants()) {
            names.add(JsonBinding.MAPPER.<JsonNode>valueToTree(constant));
        }
        names.forEach(name -> schema.put("type", name.isTextual() ? "string" : "integer"));
        schema.set("enum", names);
        return schema;
    }
}
