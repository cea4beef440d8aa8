// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** Between JSON text and Java values. Loaded with the first value that is bound. Thread-safe. */
final class JsonBinding {
    /** Reads values. Schemas are made from fields, so it reaches all of them. */
    static final ObjectMapper MAPPER =
            builder().visibility(PropertyAccessor.FIELD, Visibility.ANY).build();

    /** Writes values, without what they keep to themselves: it goes to a model. */
    static final ObjectWriter WRITER = builder().build().writer();

    private JsonBinding() {}

    /**
     * The modules are named: looking through the class path for more would cost every program's start, and would make what
     * fits a type depend on what else is there.
     */
    private static JsonMapper.Builder builder() {
        return JsonMapper.builder(Json.newFactory())
                .annotationIntrospector(new SealedTypes())
                .addModule(OptionalValues.module())
                .addModule(IsoTimes.module())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                // An empty string for a date or a number is a wrong answer, not a null.
                .withCoercionConfigDefaults(
                        config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }

    /** The tree of a text that is known to be JSON. */
    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + Json.problem(e), e);
        }
    }

    /** What a JSON object may hold to become a value of a type, in order. */
    static List<BeanPropertyDefinition> properties(Class<?> type) {
        return MAPPER.getDeserializationConfig()
                .introspect(MAPPER.constructType(type))
                .findProperties();
    }
}
