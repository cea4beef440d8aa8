// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.BackendOptions;
import dev.posada.ProtocolException;
import dev.posada.http.JsonWriter;
import dev.posada.spi.json.JsonCursor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What servers of the OpenAI wire can be told beyond the common settings, for one request or, through {@link
 * OpenAiCompatible.Builder#defaultOptions}, for all requests to a host. What a request sets wins over the host's; an option
 * here wins over the setting of the request that stands for the same thing.
 *
 * <pre>{@code
 * ChatRequest request = ChatRequest.builder()
 *         .user("Which is larger, 9.11 or 9.9?")
 *         .options(OpenAiOptions.builder().templateArgument("enable_thinking", "false").repetitionPenalty(1.05).build())
 *         .build();
 * }</pre>
 *
 * <p>No server knows all of them. Most refuse or, worse, ignore what they do not know, so read the manual of yours. Immutable
 * and thread-safe.
 */
public final class OpenAiOptions implements BackendOptions {
    private static final OpenAiOptions NONE = builder().build();

    private final Map<String, String> fields;
    private final Map<String, String> templateArguments;
    private final @Nullable Boolean schemaInPrompt;

    private OpenAiOptions(Builder builder) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
        this.templateArguments = Collections.unmodifiableMap(new LinkedHashMap<>(builder.templateArguments));
        this.schemaInPrompt = builder.schemaInPrompt;
    }

    /** No options. */
    static OpenAiOptions none() {
        return NONE;
    }

    /** Options to fill in. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.fields.putAll(fields);
        builder.templateArguments.putAll(templateArguments);
        builder.schemaInPrompt = schemaInPrompt;
        return builder;
    }

    /** The fields of the request by their names on the wire, with their values as JSON text. */
    public Map<String, String> fields() {
        if (templateArguments.isEmpty()) {
            return fields;
        }
        JsonWriter arguments = new JsonWriter().beginObject();
        templateArguments.forEach((name, json) -> arguments.name(name).raw(json));
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("chat_template_kwargs", arguments.endObject().toString());
        return Collections.unmodifiableMap(all);
    }

    /** Whether the schema of a structured answer is also described in the prompt; empty for what the dialect says. */
    public Optional<Boolean> schemaInPrompt() {
        return Optional.ofNullable(schemaInPrompt);
    }

    /** These options, and the others' where these have none. */
    OpenAiOptions orElse(OpenAiOptions others) {
        Builder builder = others.toBuilder();
        builder.fields.putAll(fields);
        builder.templateArguments.putAll(templateArguments);
        builder.schemaInPrompt = schemaInPrompt == null ? others.schemaInPrompt : schemaInPrompt;
        return builder.build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenAiOptions that
                && fields.equals(that.fields)
                && templateArguments.equals(that.templateArguments)
                && Objects.equals(schemaInPrompt, that.schemaInPrompt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields, templateArguments, schemaInPrompt);
    }

    @Override
    public String toString() {
        return "OpenAiOptions[" + fields.keySet() + ", template arguments=" + templateArguments.keySet() + "]";
    }

    /** Collects options. What is not set is left to the server. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final Map<String, String> templateArguments = new LinkedHashMap<>();
        private @Nullable Boolean schemaInPrompt;

        private Builder() {}

        /** How hard to think, whatever the request says: {@code none}, {@code low}, {@code xhigh} and so on. */
        public Builder reasoningEffort(String level) {
            return text("reasoning_effort", level);
        }

        /**
         * A variable of the model's chat template, such as {@code enable_thinking}; vLLM, SGLang and llama-server have it.
         *
         * @param json its value as JSON text; true and false are not the same as the strings
         */
        public Builder templateArgument(String name, String json) {
            templateArguments.put(name, requireValid(json, "The template argument " + name));
            return this;
        }

        /** Whether the model may call several tools in one answer. */
        public Builder parallelToolCalls(boolean allow) {
            return field("parallel_tool_calls", Boolean.toString(allow));
        }

        /** Makes tokens of the prompt and the answer so far less likely; 1 for not at all. vLLM, SGLang. */
        public Builder repetitionPenalty(double factor) {
            return number("repetition_penalty", factor);
        }

        /** The answer is at least this long, in tokens. vLLM, SGLang. */
        public Builder minTokens(int tokens) {
            return number("min_tokens", tokens);
        }

        /** Goes on past the model's own end of the answer. vLLM, SGLang. */
        public Builder ignoreEndOfText(boolean ignore) {
            return field("ignore_eos", Boolean.toString(ignore));
        }

        /** Makes tokens more or less likely: ids with a value between -100 and 100 each. */
        public Builder logitBias(Map<Integer, Double> biases) {
            JsonWriter json = new JsonWriter().beginObject();
            biases.forEach((token, bias) -> json.field(Integer.toString(token), bias));
            return field("logit_bias", json.endObject().toString());
        }

        /** Holds the answer to a regular expression. vLLM since 0.11; SGLang has a field {@code regex}. */
        public Builder answerRegex(String regex) {
            return structured("regex", new JsonWriter().value(regex));
        }

        /** Holds the answer to one of these texts. vLLM since 0.11. */
        public Builder answerChoice(String... texts) {
            JsonWriter json = new JsonWriter().beginArray();
            for (String text : texts) {
                json.value(text);
            }
            return structured("choice", json.endArray());
        }

        /** Holds the answer to a grammar in the server's own notation. vLLM since 0.11. */
        public Builder answerGrammar(String grammar) {
            return structured("grammar", new JsonWriter().value(grammar));
        }

        private Builder structured(String kind, JsonWriter value) {
            JsonWriter json = new JsonWriter().beginObject().name(kind).raw(value.toString());
            return field("structured_outputs", json.endObject().toString());
        }

        /** How urgent the request is to others in the queue; lower comes first. vLLM with priority scheduling. */
        public Builder priority(int value) {
            return number("priority", value);
        }

        /** The class of service, such as {@code flex}, for services that sell several. */
        public Builder serviceTier(String tier) {
            return text("service_tier", tier);
        }

        /** Names the end user to the service, so that it can tell abuse of one from that of all. */
        public Builder user(String id) {
            return text("user", id);
        }

        /**
         * Whether to describe the schema of a structured answer in the prompt too. Most servers hold the answer to the schema but do
         * not show it to the model.
         */
        public Builder schemaInPrompt(boolean describe) {
            schemaInPrompt = describe;
            return this;
        }

        /**
         * A field of the request that has no method here, with its value as JSON text.
         *
         * @throws IllegalArgumentException if the value is not valid JSON
         */
        public Builder field(String name, String json) {
            fields.put(Objects.requireNonNull(name, "name"), requireValid(json, "The field " + name));
            return this;
        }

        /** The options. */
        public OpenAiOptions build() {
            return new OpenAiOptions(this);
        }

        private Builder text(String name, String value) {
            return field(name, new JsonWriter().value(value).toString());
        }

        private Builder number(String name, double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " is " + value + "; it must be a number.");
            }
            return field(name, new JsonWriter().value(value).toString());
        }
    }

    private static String requireValid(String json, String what) {
        try {
            JsonCursor cursor = JsonCursor.of(json);
            cursor.skip();
            cursor.end();
            return json;
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(what + " is not valid JSON: " + json, e);
        }
    }
}
