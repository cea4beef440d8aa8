// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.BackendOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What only Ollama can be told, for one request or, through {@link Ollama.Builder#defaultOptions}, for all requests to a
 * host. What a request sets wins over the host's; a native option here wins over the setting of the request that stands
 * for the same thing, such as {@code maxTokens}.
 *
 * <pre>{@code
 * ChatRequest request = ChatRequest.builder()
 *         .user("Summarise this book: …")
 *         .options(OllamaOptions.builder().numCtx(32_768).keepAlive(Duration.ofMinutes(30)).build())
 *         .build();
 * }</pre>
 *
 * <p>The options marked with "load" decide how a model is put into memory. A request whose load options differ from those of
 * the model in memory makes the server load it anew, which may take minutes; so give them the same values everywhere, best
 * once on the host. Immutable and thread-safe.
 */
public final class OllamaOptions implements BackendOptions {
    private static final OllamaOptions NONE = builder().build();

    private final Map<String, String> options;
    private final Map<String, String> fields;
    private final Map<String, String> completionFields;
    private final @Nullable Boolean schemaInPrompt;

    private OllamaOptions(Builder builder) {
        this.options = Collections.unmodifiableMap(new LinkedHashMap<>(builder.options));
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
        this.completionFields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.completionFields));
        this.schemaInPrompt = builder.schemaInPrompt;
    }

    /** No options. */
    static OllamaOptions none() {
        return NONE;
    }

    /** Options to fill in. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.options.putAll(options);
        builder.fields.putAll(fields);
        builder.completionFields.putAll(completionFields);
        builder.schemaInPrompt = schemaInPrompt;
        return builder;
    }

    /** The model options by their names on the wire, such as {@code num_ctx}, with their values as JSON text. */
    public Map<String, String> options() {
        return options;
    }

    /** The fields of the request beside the model options, such as {@code keep_alive}, with their values as JSON text. */
    public Map<String, String> fields() {
        return fields;
    }

    /** Whether the schema of a structured answer is also described in the prompt; empty for the usual, which is yes. */
    public Optional<Boolean> schemaInPrompt() {
        return Optional.ofNullable(schemaInPrompt);
    }

    /**
     * The fields that only raw completion knows, such as {@code template}, with their values as JSON text; empty if the prompt is
     * sent as it is.
     */
    public Map<String, String> completionFields() {
        return completionFields;
    }

    /** These options, and the others' where these have none. */
    OllamaOptions orElse(OllamaOptions others) {
        Builder builder = others.toBuilder();
        builder.options.putAll(options);
        builder.fields.putAll(fields);
        builder.completionFields.putAll(completionFields);
        builder.schemaInPrompt = schemaInPrompt == null ? others.schemaInPrompt : schemaInPrompt;
        return builder.build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OllamaOptions that
                && options.equals(that.options)
                && fields.equals(that.fields)
                && completionFields.equals(that.completionFields)
                && Objects.equals(schemaInPrompt, that.schemaInPrompt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(options, fields, completionFields, schemaInPrompt);
    }

    @Override
    public String toString() {
        return "OllamaOptions[options=" + options.keySet() + ", fields=" + fields.keySet() + ", completionFields="
                + completionFields.keySet() + "]";
    }

    /**
     * Collects options. What is not set is left to the model's own parameters, and where it has none to the server. Not
     * thread-safe.
     */
    public static final class Builder {
        private final Map<String, String> options = new LinkedHashMap<>();
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final Map<String, String> completionFields = new LinkedHashMap<>();
        private @Nullable Boolean schemaInPrompt;

        private Builder() {}

        /**
         * The context window in tokens: prompt and answer together. Load. Unset, a server takes 4096 on most machines, whatever
         * the model could do, and cuts longer prompts without a word.
         */
        public Builder numCtx(int tokens) {
            return number("num_ctx", tokens);
        }

        /** How many tokens of the prompt to process at once; 512 on the server. Load. */
        public Builder numBatch(int tokens) {
            return number("num_batch", tokens);
        }

        /** How many layers to put on the GPU; -1 lets the server decide, 0 uses none. Load. */
        public Builder numGpu(int layers) {
            return number("num_gpu", layers);
        }

        /** Which GPU does what can't be split. Load. */
        public Builder mainGpu(int index) {
            return number("main_gpu", index);
        }

        /** Whether to map the model's file into memory rather than to read it. Load. */
        public Builder useMmap(boolean map) {
            return option("use_mmap", Boolean.toString(map));
        }

        /** How many processor threads to use; 0 lets the server decide. Load. */
        public Builder numThread(int threads) {
            return number("num_thread", threads);
        }

        /** How many tokens a draft model proposes at once, for models that have one. Load. */
        public Builder draftNumPredict(int tokens) {
            return number("draft_num_predict", tokens);
        }

        /**
         * The longest answer in tokens, for the values that the request's {@code maxTokens} does not take: -1 for no limit of
         * the request's own.
         */
        public Builder numPredict(int tokens) {
            return number("num_predict", tokens);
        }

        /** How many tokens from the start of the prompt survive when the context window overflows; 4 on the server. */
        public Builder numKeep(int tokens) {
            return number("num_keep", tokens);
        }

        /** Leaves out tokens that are less typical than this, 0 to 1; 1 leaves none out. */
        public Builder typicalP(double share) {
            return number("typical_p", share);
        }

        /** How many tokens back to look for repetitions; 0 for none, -1 for the whole window. */
        public Builder repeatLastN(int tokens) {
            return number("repeat_last_n", tokens);
        }

        /** How strongly to punish repetitions; 1 for not at all. Servers before 0.32.10 take 1.1 if unset. */
        public Builder repeatPenalty(double factor) {
            return number("repeat_penalty", factor);
        }

        /** A model option that this version does not know, with its value as JSON text. */
        public Builder option(String name, String json) {
            options.put(Objects.requireNonNull(name, "name"), OllamaJson.requireValid(json, "The option " + name));
            return this;
        }

        /**
         * How long the model stays in memory after this call; five minutes on the server. Zero takes it out at once, so that the
         * next call waits for it to be loaded again.
         */
        public Builder keepAlive(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("keepAlive is " + time + "; use keepAliveForever().");
            }
            return field("keep_alive", OllamaJson.quote(time.toMillis() + "ms"));
        }

        /** Keeps the model in memory until the server ends or is told to unload it. */
        public Builder keepAliveForever() {
            return field("keep_alive", "-1");
        }

        /**
         * Whether the server may drop the oldest messages of a prompt that is too long, which is what it does if unset. With false
         * such a prompt is a {@link dev.posada.ContextLengthExceededException}.
         */
        public Builder truncate(boolean drop) {
            return field("truncate", Boolean.toString(drop));
        }

        /**
         * Whether the server may forget the oldest tokens to go on writing when the context window is full; with false the answer
         * ends there. Load.
         */
        public Builder shift(boolean forget) {
            return field("shift", Boolean.toString(forget));
        }

        /** Switches thinking on or off, whatever the request says. */
        public Builder think(boolean on) {
            return field("think", Boolean.toString(on));
        }

        /** Sets a level of thinking, whatever the request says: {@code low}, {@code medium}, {@code high} or {@code max}. */
        public Builder think(String level) {
            return field("think", OllamaJson.quote(level));
        }

        /** A field of the request that this version does not know, with its value as JSON text. */
        public Builder field(String name, String json) {
            fields.put(Objects.requireNonNull(name, "name"), OllamaJson.requireValid(json, "The field " + name));
            return this;
        }

        /**
         * Whether to describe the schema of a structured answer in the prompt too. Ollama holds the answer to the schema but does
         * not show it to the model, which then fills in forms whose meaning it can only guess; so the usual is true.
         */
        public Builder schemaInPrompt(boolean describe) {
            schemaInPrompt = describe;
            return this;
        }

        /** For raw completion: puts the model's own template around the prompt, as if it were a question. */
        public Builder templated() {
            completionFields.put("raw", "false");
            return this;
        }

        /** For raw completion: puts this template around the prompt, in the language of Ollama's model files. */
        public Builder template(String text) {
            completionFields.put("template", OllamaJson.quote(text));
            return templated();
        }

        /** For raw completion with a template: the instructions to the model. */
        public Builder system(String text) {
            completionFields.put("system", OllamaJson.quote(text));
            return templated();
        }

        /** The options. */
        public OllamaOptions build() {
            return new OllamaOptions(this);
        }

        private Builder number(String name, int value) {
            return option(name, Integer.toString(value));
        }

        private Builder number(String name, double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " is " + value + "; it must be a number.");
            }
            return option(name, Double.toString(value));
        }
    }
}
