// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What every request for text has: {@link ChatRequest} and {@link CompletionRequest}. Immutable and thread-safe. */
public abstract sealed class ModelRequest permits ChatRequest, CompletionRequest {
    private final Sampling sampling;
    private final OutputFormat outputFormat;
    private final @Nullable Timeouts timeouts;
    private final @Nullable Integer retries;
    private final List<BackendOptions> options;
    private final Map<String, String> extra;

    ModelRequest(Builder<?> builder) {
        this.sampling = new Sampling(builder);
        this.outputFormat = builder.outputFormat;
        this.timeouts = builder.timeouts;
        this.retries = builder.retries;
        this.options = List.copyOf(builder.options);
        this.extra = Collections.unmodifiableMap(new LinkedHashMap<>(builder.extra));
    }

    /** How the next token is chosen and when to stop. */
    public final Sampling sampling() {
        return sampling;
    }

    /** The form that the answer must have. */
    public final OutputFormat outputFormat() {
        return outputFormat;
    }

    /** The time limits of this call; empty for those of the host. */
    public final Optional<Timeouts> timeouts() {
        return Optional.ofNullable(timeouts);
    }

    /** How often to try again; empty for the host's setting. */
    public final OptionalInt retries() {
        return retries == null ? OptionalInt.empty() : OptionalInt.of(retries);
    }

    /** The options of each backend. */
    public final List<BackendOptions> options() {
        return options;
    }

    /** The options of one backend, if there are any. */
    public final <O extends BackendOptions> Optional<O> options(Class<O> type) {
        for (BackendOptions each : options) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }

    /** Fields to put into the request as they are: names with JSON text, in the order in which they were added. */
    public final Map<String, String> extra() {
        return extra;
    }

    /**
     * Collects the settings that every request for text has. Not thread-safe.
     *
     * @param <B> the builder that extends this one
     */
    public abstract static sealed class Builder<B extends Builder<B>>
            permits ChatRequest.Builder, CompletionRequest.Builder {
        @Nullable
        Double temperature;

        @Nullable
        Double topP;

        @Nullable
        Integer topK;

        @Nullable
        Double minP;

        @Nullable
        Double presencePenalty;

        @Nullable
        Double frequencyPenalty;

        @Nullable
        Long seed;

        @Nullable
        Integer maxTokens;

        List<String> stop = List.of();
        private OutputFormat outputFormat = OutputFormat.text();
        private @Nullable Timeouts timeouts;
        private @Nullable Integer retries;
        private final List<BackendOptions> options = new ArrayList<>();
        private final Map<String, String> extra = new LinkedHashMap<>();

        Builder() {}

        abstract B self();

        final void startFrom(ModelRequest request) {
            Sampling sampling = request.sampling;
            temperature = sampling.temperature;
            topP = sampling.topP;
            topK = sampling.topK;
            minP = sampling.minP;
            presencePenalty = sampling.presencePenalty;
            frequencyPenalty = sampling.frequencyPenalty;
            seed = sampling.seed;
            maxTokens = sampling.maxTokens;
            stop = sampling.stop;
            outputFormat = request.outputFormat;
            timeouts = request.timeouts;
            retries = request.retries;
            options.addAll(request.options);
            extra.putAll(request.extra);
        }

        /** How freely to choose the next token: 0 takes the likeliest one always. */
        public B temperature(double value) {
            temperature = atLeastZero(value, "temperature");
            return self();
        }

        /** Chooses among the likeliest tokens that have this much probability together, 0 to 1. */
        public B topP(double value) {
            topP = share(value, "topP");
            return self();
        }

        /** Chooses among this many likeliest tokens. */
        public B topK(int value) {
            topK = positive(value, "topK");
            return self();
        }

        /** Leaves out tokens less likely than this share of the likeliest one, 0 to 1. */
        public B minP(double value) {
            minP = share(value, "minP");
            return self();
        }

        /** Makes tokens that have come up before less likely. */
        public B presencePenalty(double value) {
            presencePenalty = finite(value, "presencePenalty");
            return self();
        }

        /** Makes tokens less likely the more often they have come up. */
        public B frequencyPenalty(double value) {
            frequencyPenalty = finite(value, "frequencyPenalty");
            return self();
        }

        /** Makes the choice repeatable, where the host can. */
        public B seed(long value) {
            seed = value;
            return self();
        }

        /** Ends the answer after this many tokens, thinking included. */
        public B maxTokens(int value) {
            maxTokens = positive(value, "maxTokens");
            return self();
        }

        /** Ends the answer before any of these texts. */
        public B stop(String... texts) {
            for (String text : texts) {
                if (text.isEmpty()) {
                    throw new IllegalArgumentException("An empty stop text would end every answer at once.");
                }
            }
            stop = List.of(texts);
            return self();
        }

        /** Says which form the answer must have. */
        public B outputFormat(OutputFormat format) {
            outputFormat = Objects.requireNonNull(format, "format");
            return self();
        }

        /** Replaces the host's time limits for this call. */
        public B timeouts(Timeouts limits) {
            timeouts = Objects.requireNonNull(limits, "limits");
            return self();
        }

        /** Replaces the host's number of retries for this call; zero for none. */
        public B retries(int count) {
            if (count < 0) {
                throw new IllegalArgumentException("retries is " + count + "; use zero for none.");
            }
            retries = count;
            return self();
        }

        /** Sets the options of one backend, replacing earlier ones of the same type. */
        public B options(BackendOptions backendOptions) {
            options.removeIf(existing -> existing.getClass() == backendOptions.getClass());
            options.add(backendOptions);
            return self();
        }

        /**
         * Puts a field into the request as it is, for what this version does not know.
         *
         * @param name the field's name on the wire
         * @param json its value as JSON text
         * @throws IllegalArgumentException if the value is not valid JSON
         */
        public B extra(String name, String json) {
            extra.put(name, Json.requireValid(json, "The extra field " + name));
            return self();
        }

        private static double atLeastZero(double value, String name) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(name + " is " + value + "; it must be 0 or more.");
            }
            return value;
        }

        private static double share(double value, String name) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(name + " is " + value + "; it must lie between 0 and 1.");
            }
            return value;
        }

        private static double finite(double value, String name) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " is " + value + "; it must be a number.");
            }
            return value;
        }

        private static int positive(int value, String name) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " is " + value + "; it must be 1 or more.");
            }
            return value;
        }
    }
}
