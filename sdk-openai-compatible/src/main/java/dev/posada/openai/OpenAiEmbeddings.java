// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatWarning;
import dev.posada.Embedding;
import dev.posada.EmbeddingResponse;
import dev.posada.Timings;
import dev.posada.Usage;
import dev.posada.http.HttpAnswer;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads vectors: numbers, or little-endian floats in Base64, whichever the server sends. Used for one answer. */
final class OpenAiEmbeddings {
    private static final JsonNames ANSWER = JsonNames.of("data", "model", "usage", "error");
    private static final JsonNames ITEM = JsonNames.of("index", "embedding");

    private final HttpAnswer answer;
    private final @Nullable Embedding[] vectors;
    private String model;
    private Usage usage = Usage.unknown();
    private int length = 256;
    private int count;

    private OpenAiEmbeddings(HttpAnswer answer, String model, int texts) {
        this.answer = answer;
        this.model = model;
        this.vectors = new Embedding[texts];
    }

    /**
     * The vectors of an answer.
     *
     * @param model who was asked, for servers that do not say who answers
     * @param texts how many vectors there must be
     */
    static EmbeddingResponse read(HttpAnswer answer, String model, int texts, List<ChatWarning> warnings) {
        OpenAiEmbeddings reader = new OpenAiEmbeddings(answer, model, texts);
        reader.read(answer.json());
        List<ChatWarning> all = new ArrayList<>(warnings);
        all.addAll(answer.warnings());
        return new EmbeddingResponse(reader.model, reader.complete(), reader.usage, Timings.none(), all);
    }

    private void read(JsonCursor json) {
        json.beginObject();
        for (int name = json.nextName(ANSWER); name != JsonCursor.END; name = json.nextName(ANSWER)) {
            if (json.isNull()) {
                continue;
            }
            switch (name) {
                case 0 -> readData(json);
                case 1 -> model = json.text();
                case 2 -> usage = OpenAiUsage.read(json);
                case 3 -> throw answer.failure(json.raw());
                default -> json.skip();
            }
        }
    }

    private void readData(JsonCursor json) {
        json.beginArray();
        while (json.nextElement()) {
            readItem(json);
            count++;
        }
    }

    private void readItem(JsonCursor json) {
        int index = count;
        Embedding vector = null;
        json.beginObject();
        for (int name = json.nextName(ITEM); name != JsonCursor.END; name = json.nextName(ITEM)) {
            switch (name) {
                case 0 -> index = json.intValue();
                case 1 -> vector = json.peek() == Kind.STRING ? decode(json.string()) : numbers(json);
                default -> json.skip();
            }
        }
        if (index < 0 || index >= vectors.length || vectors[index] != null || vector == null) {
            throw OpenAiAnswers.senseless(
                    answer, "for " + vectors.length + " texts it holds a vector with the index " + index);
        }
        vectors[index] = vector;
    }

    private Embedding numbers(JsonCursor json) {
        float[] values = new float[length];
        int size = 0;
        json.beginArray();
        while (json.nextElement()) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = (float) json.doubleValue();
        }
        length = Math.max(size, 1); // the others will be as long
        return Embedding.of(size == values.length ? values : Arrays.copyOf(values, size));
    }

    private Embedding decode(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw OpenAiAnswers.senseless(answer, "a vector is a text, but not Base64 (" + e.getMessage() + ")");
        }
        if (bytes.length % Float.BYTES != 0) {
            throw OpenAiAnswers.senseless(answer, "a vector of " + bytes.length + " bytes is not made of floats");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return Embedding.of(values);
    }

    private List<Embedding> complete() {
        List<Embedding> all = new ArrayList<>(vectors.length);
        for (Embedding vector : vectors) {
            if (vector == null) {
                throw OpenAiAnswers.senseless(
                        answer, "for " + vectors.length + " texts it holds " + count + " vectors");
            }
            all.add(vector);
        }
        return all;
    }
}
