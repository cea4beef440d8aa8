// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How LM Studio is to put a model into memory. What is not set is left to the server, whose context window is often as small
 * as 4096 tokens whatever the model can do. Immutable and thread-safe.
 */
public final class LoadOptions {
    private static final LoadOptions NONE = builder().build();

    private final Map<String, String> fields;

    private LoadOptions(Map<String, String> fields) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** All is left to the server. */
    public static LoadOptions none() {
        return NONE;
    }

    /** Only the context window is set: how many tokens of prompt and answer fit together. */
    public static LoadOptions contextLength(int tokens) {
        return builder().contextLength(tokens).build();
    }

    /** Options to fill in. */
    public static Builder builder() {
        return new Builder();
    }

    /** The fields of the request, such as {@code context_length}, with their values as JSON text. */
    public Map<String, String> fields() {
        return fields;
    }

    @Override
    public String toString() {
        return "LoadOptions" + fields;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> fields = new LinkedHashMap<>();

        private Builder() {}

        /** How many tokens of prompt and answer fit together. */
        public Builder contextLength(int tokens) {
            return positive("context_length", tokens);
        }

        /** How many tokens of the prompt are read at once. */
        public Builder evalBatchSize(int tokens) {
            return positive("eval_batch_size", tokens);
        }

        /** Whether attention is computed in the way that needs less memory. */
        public Builder flashAttention(boolean on) {
            return set("flash_attention", Boolean.toString(on));
        }

        /** How many experts of a mixture of experts take part. */
        public Builder numExperts(int count) {
            return positive("num_experts", count);
        }

        /** Whether the cache of keys and values is kept in the memory of the graphics card. */
        public Builder offloadKvCacheToGpu(boolean offload) {
            return set("offload_kv_cache_to_gpu", Boolean.toString(offload));
        }

        /**
         * Puts a field into the request as it is, for what this version does not know.
         *
         * @param name the field's name on the wire
         * @param json its value as JSON text
         * @throws IllegalArgumentException if the value is not valid JSON
         */
        public Builder extra(String name, String json) {
            return set(name, JsonText.requireValid(json, name));
        }

        private Builder positive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " is " + value + "; it must be 1 or more.");
            }
            return set(name, Integer.toString(value));
        }

        private Builder set(String name, String json) {
            fields.put(name, json);
            return this;
        }

        /** The options. */
        public LoadOptions build() {
            return new LoadOptions(fields);
        }
    }
}
