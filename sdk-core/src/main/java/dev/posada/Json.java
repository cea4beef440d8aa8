// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** The one place where core meets its JSON library. Thread-safe. */
final class Json {
    private Json() {}

    /** Made on first use: most programs chat without ever binding JSON. */
    private static final class Holder {
        static final ObjectMapper MAPPER = JsonMapper.builder()
                .findAndAddModules()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    static ObjectMapper mapper() {
        return Holder.MAPPER;
    }

    /** What is wrong with a text that should be a JSON object. */
    static Optional<String> objectProblem(String json) {
        try {
            JsonNode node = mapper().readTree(json);
            return node.isObject() ? Optional.empty() : Optional.of("not an object but " + node.getNodeType());
        } catch (JsonProcessingException e) {
            return Optional.of(e.getOriginalMessage());
        }
    }

    /**
     * The text again, if it is valid JSON.
     *
     * @throws IllegalArgumentException if it is not
     */
    static String requireValid(String json, String what) {
        try {
            if (mapper().readTree(json).isMissingNode()) {
                throw new IllegalArgumentException(what + " is empty; JSON text was expected.");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(what + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The text again, if it is a JSON object.
     *
     * @throws IllegalArgumentException if it is not
     */
    static String requireObject(String json, String what) {
        objectProblem(json).ifPresent(problem -> {
            throw new IllegalArgumentException(what + " is not a JSON object: " + problem);
        });
        return json;
    }

    /**
     * A Java value of JSON text.
     *
     * @throws ProtocolException if the text is not valid JSON or does not fit the type; it quotes the text
     */
    static <T> T bind(String json, Class<T> type, String what) {
        try {
            return mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new ProtocolException(
                    what + " do not fit " + type.getSimpleName() + ": " + e.getOriginalMessage() + ". They are: "
                            + json,
                    ErrorDetails.none(),
                    e);
        }
    }
}
