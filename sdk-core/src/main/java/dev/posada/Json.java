// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether texts are JSON. Only reads tokens: a chat that binds no Java types does without the larger part of the JSON
 * library. Thread-safe.
 */
final class Json {
    private static final JsonFactory FACTORY = newFactory();
    private static final int QUOTED_CHARACTERS = 2_000;

    private Json() {}

    /**
     * Reads JSON that is nested 200 deep at most. What checks and binds it goes down with it, and a model that has lost its
     * thread and writes brackets for ever is to end in an error that says so, not in an overflow of the stack.
     */
    static JsonFactory newFactory() {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(200).build())
                .build();
    }

    /** What is wrong with a text that should be JSON. */
    static Optional<String> problem(String json) {
        try {
            return readThrough(json) == null ? Optional.of("it is empty") : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of("it is not JSON: " + problem(e));
        }
    }

    /** What is wrong with a text that should be a JSON object. */
    static Optional<String> objectProblem(String json) {
        try {
            JsonToken first = readThrough(json);
            if (first == JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            return Optional.of(first == null ? "it is empty" : "it is " + name(first));
        } catch (JsonProcessingException e) {
            return Optional.of("it is not JSON: " + problem(e));
        }
    }

    /**
     * The text again, if it is valid JSON.
     *
     * @throws IllegalArgumentException if it is not
     */
    static String requireValid(String json, String what) {
        problem(json).ifPresent(problem -> {
            throw new IllegalArgumentException(what + " is not valid JSON: " + problem + ".");
        });
        return json;
    }

    /**
     * The text again, if it is a JSON object.
     *
     * @throws IllegalArgumentException if it is not
     */
    static String requireObject(String json, String what) {
        objectProblem(json).ifPresent(problem -> {
            throw new IllegalArgumentException(what + " is not a JSON object: " + problem + ".");
        });
        return json;
    }

    /** What a JSON library complains of, and where in the text. */
    static String problem(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        return location == null || location.getLineNr() < 0
                ? failure.getOriginalMessage()
                : failure.getOriginalMessage() + " (line " + location.getLineNr() + ", column " + location.getColumnNr()
                        + ")";
    }

    /** A text as it stands in an error message, long ones cut. */
    static String quoted(String text) {
        return text.length() <= QUOTED_CHARACTERS
                ? text
                : text.substring(0, QUOTED_CHARACTERS) + "… (" + text.length() + " characters in all)";
    }

    /** The first token of a text that is JSON from start to end; {@code null} if it is blank. */
    private static @Nullable JsonToken readThrough(String json) throws JsonProcessingException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something follows the JSON value");
            }
            return first;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory could not be read.", e);
        }
    }

    private static String name(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
        };
    }
}
