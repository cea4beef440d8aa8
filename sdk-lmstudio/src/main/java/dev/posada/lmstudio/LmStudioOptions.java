// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.BackendOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What only LM Studio can be told, for one request or, through {@link LmStudio.Builder#defaultOptions}, for all requests to
 * a host. What a request sets wins over the host's.
 *
 * <pre>{@code
 * ChatRequest request = ChatRequest.builder()
 *         .user("Summarise this book: …")
 *         .options(LmStudioOptions.builder()
 *                 .contextLength(32_768)
 *                 .ttl(Duration.ofMinutes(10))
 *                 .build())
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class LmStudioOptions implements BackendOptions {
    private static final LmStudioOptions NONE = builder().build();

    private final Map<String, String> fields;
    private final @Nullable Integer contextLength;
    private final @Nullable Boolean stats;

    private LmStudioOptions(Builder builder) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
        this.contextLength = builder.contextLength;
        this.stats = builder.stats;
    }

    /** No options. */
    static LmStudioOptions none() {
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
        builder.contextLength = contextLength;
        builder.stats = stats;
        return builder;
    }

    /** The fields of the request, such as {@code ttl}, with their values as JSON text. */
    public Map<String, String> fields() {
        return fields;
    }

    /** The context window with which the model is to be loaded; empty if that is left to the server. */
    public OptionalInt contextLength() {
        return contextLength == null ? OptionalInt.empty() : OptionalInt.of(contextLength);
    }

    /** Whether the answer is to come with the server's measurements. */
    public boolean stats() {
        return Boolean.TRUE.equals(stats);
    }

    /** These options, and those of the host where these say nothing. */
    LmStudioOptions over(LmStudioOptions host) {
        Builder both = host.toBuilder();
        both.fields.putAll(fields);
        both.contextLength = contextLength == null ? host.contextLength : contextLength;
        both.stats = stats == null ? host.stats : stats;
        return both.build();
    }

    @Override
    public String toString() {
        return "LmStudioOptions[" + fields + ", contextLength=" + contextLength + ", stats=" + stats + "]";
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> fields = new LinkedHashMap<>();
        private @Nullable Integer contextLength;
        private @Nullable Boolean stats;

        private Builder() {}

        /**
         * The time to live: how long the model stays in memory after the last request, if this request is the one that loads it. Without it
         * LM Studio's own setting counts, which is an hour at first. A model that was loaded by itself stays until it is
         * unloaded, whatever this says.
         *
         * @param idle one second or more; fractions of a second are cut off
         */
        public Builder ttl(Duration idle) {
            if (idle.toSeconds() < 1) {
                throw new IllegalArgumentException("The time to live is " + idle + "; it must be one second or more.");
            }
            fields.put("ttl", Long.toString(idle.toSeconds()));
            return this;
        }

        /**
         * A small model with the same vocabulary that guesses ahead, so that the large one only has to check. How often it
         * was right stands in the answer's extra field {@code stats}.
         *
         * @param model the small model's key
         */
        public Builder draftModel(String model) {
            fields.put("draft_model", JsonText.of(model));
            return this;
        }

        /** How much less likely tokens become that have come up before; 1 changes nothing. */
        public Builder repeatPenalty(double factor) {
            if (!(factor > 0) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException("The repeat penalty is " + factor + "; it must be more than 0.");
            }
            fields.put("repeat_penalty", Double.toString(factor));
            return this;
        }

        /**
         * The context window with which the model is loaded if it is not in memory yet. That asks the server for its models
         * before the request. A model that is in memory stays as it is; if its window is smaller than this, the answer comes
         * with a warning. A model that is loaded in this way has no time to live.
         */
        public Builder contextLength(int tokens) {
            if (tokens <= 0) {
                throw new IllegalArgumentException("The context length is " + tokens + "; it must be 1 or more.");
            }
            contextLength = tokens;
            return this;
        }

        /**
         * Whether the answer is to come with the server's measurements: the time for the prompt and for the answer, and its
         * precise reason for the end. They exist on the older side of the server's API only, so the request goes to
         * {@code /api/v0} instead of {@code /v1}.
         */
        public Builder stats(boolean wanted) {
            stats = wanted;
            return this;
        }

        /** The options. */
        public LmStudioOptions build() {
            return new LmStudioOptions(this);
        }
    }
}
