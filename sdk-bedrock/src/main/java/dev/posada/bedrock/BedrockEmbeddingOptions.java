// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.posada.BackendOptions;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What only the embedding models of Amazon Bedrock can be told. Immutable and thread-safe.
 *
 * <pre>{@code
 * EmbeddingRequest request = EmbeddingRequest.of(List.of("Which rivers flow through Peru?"))
 *         .options(BedrockEmbeddingOptions.builder().purpose(Purpose.QUERY).build());
 * }</pre>
 */
public final class BedrockEmbeddingOptions implements BackendOptions {
    static final BedrockEmbeddingOptions NONE = builder().build();

    private static final int CALLS_AT_ONCE = 8;
    private static final JsonFactory JSON = new JsonFactory();

    /** What the vectors are for. Cohere's models and Nova make other vectors for each; Titan does not. */
    public enum Purpose {
        /** Texts that are to be found. */
        DOCUMENT,
        /** A question or words by which texts are to be found. */
        QUERY,
        /** Texts that are to be sorted into known groups. */
        CLASSIFICATION,
        /** Texts that are to be grouped by likeness. */
        CLUSTERING
    }

    private final @Nullable Purpose purpose;
    private final @Nullable Boolean normalized;
    private final int callsAtOnce;
    private final Map<String, String> fields;

    private BedrockEmbeddingOptions(Builder builder) {
        this.purpose = builder.purpose;
        this.normalized = builder.normalized;
        this.callsAtOnce = builder.callsAtOnce;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
    }

    /** Options to fill in. */
    public static Builder builder() {
        return new Builder();
    }

    /** What the vectors are for; empty for the usual, which is documents. */
    public Optional<Purpose> purpose() {
        return Optional.ofNullable(purpose);
    }

    /** Whether the vectors have the length 1; empty for what the model does by itself. */
    public Optional<Boolean> normalized() {
        return Optional.ofNullable(normalized);
    }

    /** How many calls run side by side where a request needs several. */
    public int callsAtOnce() {
        return callsAtOnce;
    }

    /** Fields of the model's own body, with their values as JSON text. */
    public Map<String, String> fields() {
        return fields;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BedrockEmbeddingOptions that
                && purpose == that.purpose
                && Objects.equals(normalized, that.normalized)
                && callsAtOnce == that.callsAtOnce
                && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(purpose, normalized, callsAtOnce, fields);
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private @Nullable Purpose purpose;
        private @Nullable Boolean normalized;
        private int callsAtOnce = CALLS_AT_ONCE;
        private final Map<String, String> fields = new LinkedHashMap<>();

        private Builder() {}

        /** What the vectors are for: documents, if nothing is said. A search wants {@link Purpose#QUERY} for its question. */
        public Builder purpose(Purpose use) {
            purpose = Objects.requireNonNull(use, "use");
            return this;
        }

        /**
         * Whether the vectors shall have the length 1. Titan is told so and has it by default. The vectors of other models are
         * scaled here if this is true, and stay as they came if it is false.
         */
        public Builder normalized(boolean toLengthOne) {
            normalized = toLengthOne;
            return this;
        }

        /** How many calls may run side by side where a model takes one text a call, or a batch is full; 8 by default. */
        public Builder callsAtOnce(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException("callsAtOnce is " + calls + "; it must be 1 or more.");
            }
            callsAtOnce = calls;
            return this;
        }

        /**
         * Puts a field into the model's body as it is, in place of one of that name; for Nova, into
         * {@code singleEmbeddingParams}.
         *
         * @param name the field's name on the wire
         * @param json its value as JSON text
         * @throws IllegalArgumentException if the value is not valid JSON
         */
        public Builder field(String name, String json) {
            fields.put(name, requireJson(name, json));
            return this;
        }

        private static String requireJson(String name, String json) {
            try (JsonParser parser = JSON.createParser(json)) {
                boolean isEmpty = parser.nextToken() == null;
                parser.skipChildren();
                if (isEmpty || parser.nextToken() != null) {
                    throw new IllegalArgumentException("The field " + name + " is not one JSON value: " + json);
                }
                return json;
            } catch (IOException e) {
                throw new IllegalArgumentException("The field " + name + " is not valid JSON: " + e.getMessage(), e);
            }
        }

        /** The options. */
        public BedrockEmbeddingOptions build() {
            return new BedrockEmbeddingOptions(this);
        }
    }
}
