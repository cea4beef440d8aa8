// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.posada.Embedding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The vectors of one answer, in any of the families' forms: {@code embedding} (Titan), {@code embeddings} as a list of
 * vectors or as lists by type (Cohere), {@code embeddings} as a list of objects (Nova).
 */
final class EmbeddingAnswer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int EXPECTED_DIMENSIONS = 1024;

    private final JsonParser parser;
    private final List<Embedding> embeddings = new ArrayList<>();
    private float[] values = new float[EXPECTED_DIMENSIONS];
    private int tokens;

    private EmbeddingAnswer(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads an answer.
     *
     * @throws IOException if it is not JSON, or not of a form that is known
     */
    static EmbeddingAnswer read(byte[] json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            EmbeddingAnswer answer = new EmbeddingAnswer(parser);
            answer.readObject();
            return answer;
        }
    }

    List<Embedding> embeddings() {
        return embeddings;
    }

    /** How many tokens the texts had; zero where the model does not tell. */
    int tokens() {
        return tokens;
    }

    private void readObject() throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT, "it is not an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "embedding" -> readVector();
                case "embeddings" -> readVectors(value);
                case "inputTextTokenCount" -> tokens = parser.getIntValue();
                default -> parser.skipChildren();
            }
        }
    }

    private void readVectors(JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            readTypes();
            return;
        }
        require(value == JsonToken.START_ARRAY, "\"embeddings\" is no list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                readItem();
            } else {
                readVector();
            }
        }
    }

    /** Only numbers can be had here: packed bits are no vector of this SDK. */
    private void readTypes() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isFloat = parser.currentName().equals("float");
            JsonToken value = parser.nextToken();
            if (isFloat) {
                readVectors(value);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readItem() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isVector = parser.currentName().equals("embedding");
            parser.nextToken();
            if (isVector) {
                readVector();
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readVector() throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "a vector is no list");
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = parser.getFloatValue();
        }
        embeddings.add(Embedding.of(Arrays.copyOf(values, count)));
    }

    private static void require(boolean holds, String complaint) throws IOException {
        if (!holds) {
            throw new IOException(complaint);
        }
    }
}
