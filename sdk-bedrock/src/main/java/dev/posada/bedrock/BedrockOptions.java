// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.BackendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only Amazon Bedrock's Converse has. What is not set is not sent. Immutable and thread-safe.
 *
 * <pre>{@code
 * ChatRequest request = ChatRequest.builder()
 *     .user("Why is the sky blue?")
 *     .options(BedrockOptions.builder().serviceTier("flex").additionalField("reasoning_effort", "\"low\"").build())
 *     .build();
 * }</pre>
 */
public final class BedrockOptions implements BackendOptions {
    private static final BedrockOptions NONE = builder().build();

    private final @Nullable String guardrailId;
    private final @Nullable String guardrailVersion;
    private final @Nullable String guardrailTrace;
    private final @Nullable String guardrailStreamMode;
    private final @Nullable String serviceTier;
    private final @Nullable String latency;
    private final @Nullable String effort;
    private final Map<String, String> requestMetadata;
    private final Map<String, String> additionalFields;
    private final List<String> responseFields;
    private final @Nullable Structure structure;
    private final Set<CacheMark> cache;
    private final @Nullable Duration cacheTime;
    private final boolean strictTools;
    private final boolean citations;
    private final @Nullable Boolean streamed;

    /** How an answer is held to a schema. */
    public enum Structure {
        /** By the model's own means, {@code outputConfig.textFormat}. */
        NATIVE,
        /** By a tool that the model is made to call, whose arguments are the answer. */
        TOOL
    }

    /** After which part of the prompt a cache point is set. */
    public enum CacheMark {
        /** After the tools. */
        TOOLS,
        /** After the instructions to the model. */
        SYSTEM,
        /** After the last message, so that the next request finds the conversation so far. */
        MESSAGES
    }

    private BedrockOptions(Builder builder) {
        this.guardrailId = builder.guardrailId;
        this.guardrailVersion = builder.guardrailVersion;
        this.guardrailTrace = builder.guardrailTrace;
        this.guardrailStreamMode = builder.guardrailStreamMode;
        this.serviceTier = builder.serviceTier;
        this.latency = builder.latency;
        this.effort = builder.effort;
        this.requestMetadata = Collections.unmodifiableMap(new LinkedHashMap<>(builder.requestMetadata));
        this.additionalFields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.additionalFields));
        this.responseFields = List.copyOf(builder.responseFields);
        this.structure = builder.structure;
        this.cache = Set.copyOf(builder.cache);
        this.cacheTime = builder.cacheTime;
        this.strictTools = builder.strictTools;
        this.citations = builder.citations;
        this.streamed = builder.streamed;
    }

    /** Nothing set. */
    public static BedrockOptions none() {
        return NONE;
    }

    /** Options to be set. */
    public static Builder builder() {
        return new Builder();
    }

    /** The guardrail's id or ARN. */
    public Optional<String> guardrailId() {
        return Optional.ofNullable(guardrailId);
    }

    /** The guardrail's version. */
    public Optional<String> guardrailVersion() {
        return Optional.ofNullable(guardrailVersion);
    }

    /** How much the guardrail tells. */
    public Optional<String> guardrailTrace() {
        return Optional.ofNullable(guardrailTrace);
    }

    /** Whether a stream waits for the guardrail. */
    public Optional<String> guardrailStreamMode() {
        return Optional.ofNullable(guardrailStreamMode);
    }

    /** The service tier. */
    public Optional<String> serviceTier() {
        return Optional.ofNullable(serviceTier);
    }

    /** The latency setting. */
    public Optional<String> latency() {
        return Optional.ofNullable(latency);
    }

    /** How hard the model tries. */
    public Optional<String> effort() {
        return Optional.ofNullable(effort);
    }

    /** What the account's invocation logs show beside the request. */
    public Map<String, String> requestMetadata() {
        return requestMetadata;
    }

    /** The model's own fields, with their values as JSON text. */
    public Map<String, String> additionalFields() {
        return additionalFields;
    }

    /** JSON Pointers to fields of the model's own answer. */
    public List<String> responseFields() {
        return responseFields;
    }

    /** How an answer is held to a schema; empty for whichever way the model has. */
    public Optional<Structure> structure() {
        return Optional.ofNullable(structure);
    }

    /** Where cache points are set besides those among the messages. */
    public Set<CacheMark> cache() {
        return cache;
    }

    /** How long a cache lives. */
    public Optional<Duration> cacheTime() {
        return Optional.ofNullable(cacheTime);
    }

    /** Whether the model is held to the schemas of the tools. */
    public boolean strictTools() {
        return strictTools;
    }

    /** Whether the answer cites the documents. */
    public boolean citations() {
        return citations;
    }

    /** Whether the answer is asked for as a stream; empty for whichever way the model has. */
    public Optional<Boolean> streamed() {
        return Optional.ofNullable(streamed);
    }

    @Override
    public String toString() {
        return "BedrockOptions[serviceTier=" + serviceTier + ", guardrail=" + guardrailId + ", additionalFields="
                + additionalFields.keySet() + "]";
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private @Nullable String guardrailId;
        private @Nullable String guardrailVersion;
        private @Nullable String guardrailTrace;
        private @Nullable String guardrailStreamMode;
        private @Nullable String serviceTier;
        private @Nullable String latency;
        private @Nullable String effort;
        private final Map<String, String> requestMetadata = new LinkedHashMap<>();
        private final Map<String, String> additionalFields = new LinkedHashMap<>();
        private final List<String> responseFields = new ArrayList<>();
        private @Nullable Structure structure;
        private final Set<CacheMark> cache = EnumSet.noneOf(CacheMark.class);
        private @Nullable Duration cacheTime;
        private boolean strictTools;
        private boolean citations;
        private @Nullable Boolean streamed;

        private Builder() {}

        /**
         * Has question and answer checked by a guardrail. Where it steps in, the answer ends with
         * {@link dev.posada.FinishReason#CONTENT_FILTER} and holds the guardrail's own words.
         *
         * @param id its id or ARN
         * @param version its version, or {@code DRAFT}
         */
        public Builder guardrail(String id, String version) {
            guardrailId = Objects.requireNonNull(id, "id");
            guardrailVersion = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * How much the guardrail tells in the answer's extra field {@code trace}.
         *
         * @param level {@code enabled}, {@code disabled} or {@code enabled_full}
         */
        public Builder guardrailTrace(String level) {
            guardrailTrace = Objects.requireNonNull(level, "level");
            return this;
        }

        /**
         * Whether a stream waits for the guardrail.
         *
         * @param mode {@code sync}, which holds words back until they are checked, or {@code async}, which may show words that the
         *     guardrail then objects to
         */
        public Builder guardrailStreamMode(String mode) {
            guardrailStreamMode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /** The service tier: {@code default}, {@code priority}, {@code flex} or {@code reserved}. */
        public Builder serviceTier(String tier) {
            serviceTier = Objects.requireNonNull(tier, "tier");
            return this;
        }

        /** The latency: {@code standard} or, for a few models, {@code optimized}. */
        public Builder latency(String setting) {
            latency = Objects.requireNonNull(setting, "setting");
            return this;
        }

        /** How hard the model tries, where it has such a setting: {@code low}, {@code medium}, {@code high} and so on. */
        public Builder effort(String level) {
            effort = Objects.requireNonNull(level, "level");
            return this;
        }

        /** Something for the account's invocation logs to show beside the request. */
        public Builder requestMetadata(String name, String value) {
            requestMetadata.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * A field of the model's own, such as {@code top_k}.
         *
         * @param json its value as JSON text
         * @throws IllegalArgumentException if the value is not valid JSON
         */
        public Builder additionalField(String name, String json) {
            BedrockJson.parse(json, "The additional field " + name);
            additionalFields.put(name, json);
            return this;
        }

        /** Asks for fields of the model's own answer, by JSON Pointers; they come as {@code additionalModelResponseFields}. */
        public Builder responseFields(String... pointers) {
            responseFields.addAll(List.of(pointers));
            return this;
        }

        /** How an answer is held to a schema, for models of which it is not known what they have. */
        public Builder structure(Structure way) {
            structure = Objects.requireNonNull(way, "way");
            return this;
        }

        /** Sets cache points, besides those that stand among the messages as {@link dev.posada.Content.CachePoint}. */
        public Builder cache(CacheMark... marks) {
            cache.addAll(List.of(marks));
            return this;
        }

        /**
         * How long a cache lives: five minutes or an hour.
         *
         * @throws IllegalArgumentException if it is neither
         */
        public Builder cacheTime(Duration time) {
            if (!time.equals(Duration.ofMinutes(5)) && !time.equals(Duration.ofHours(1))) {
                throw new IllegalArgumentException(
                        "A cache on Bedrock lives for five minutes or an hour, not " + time + ".");
            }
            cacheTime = time;
            return this;
        }

        /** Holds the model to the schemas of the tools, where it can be. */
        public Builder strictTools(boolean strict) {
            strictTools = strict;
            return this;
        }

        /** Has the answer cite the documents; the citations are in its extra field {@code citations}. */
        public Builder citations(boolean cite) {
            citations = cite;
            return this;
        }

        /** Asks for the answer as a stream, or in one piece, whatever is known of the model. */
        public Builder streamed(boolean asStream) {
            streamed = asStream;
            return this;
        }

        /** The options. */
        public BedrockOptions build() {
            return new BedrockOptions(this);
        }
    }
}
