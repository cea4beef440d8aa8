// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How the next token is chosen and when to stop; what is empty is left to the host. Immutable and thread-safe.
 *
 * <p>Set through the builders of {@link ChatRequest} and {@link CompletionRequest}.
 */
public final class Sampling {
    final @Nullable Double temperature;
    final @Nullable Double topP;
    final @Nullable Integer topK;
    final @Nullable Double minP;
    final @Nullable Double presencePenalty;
    final @Nullable Double frequencyPenalty;
    final @Nullable Long seed;
    final @Nullable Integer maxTokens;
    final List<String> stop;

    Sampling(ModelRequest.Builder<?> builder) {
        this.temperature = builder.temperature;
        this.topP = builder.topP;
        this.topK = builder.topK;
        this.minP = builder.minP;
        this.presencePenalty = builder.presencePenalty;
        this.frequencyPenalty = builder.frequencyPenalty;
        this.seed = builder.seed;
        this.maxTokens = builder.maxTokens;
        this.stop = builder.stop;
    }

    /** Whether all is left to the host. */
    public boolean isEmpty() {
        return temperature == null
                && topP == null
                && topK == null
                && minP == null
                && presencePenalty == null
                && frequencyPenalty == null
                && seed == null
                && maxTokens == null
                && stop.isEmpty();
    }

    /** How freely to choose: 0 takes the likeliest token always. */
    public OptionalDouble temperature() {
        return optional(temperature);
    }

    /** Chooses among the likeliest tokens that have this much probability together. */
    public OptionalDouble topP() {
        return optional(topP);
    }

    /** Chooses among this many likeliest tokens. */
    public OptionalInt topK() {
        return topK == null ? OptionalInt.empty() : OptionalInt.of(topK);
    }

    /** Leaves out tokens less likely than this share of the likeliest one. */
    public OptionalDouble minP() {
        return optional(minP);
    }

    /** Makes tokens that have come up before less likely. */
    public OptionalDouble presencePenalty() {
        return optional(presencePenalty);
    }

    /** Makes tokens less likely the more often they have come up. */
    public OptionalDouble frequencyPenalty() {
        return optional(frequencyPenalty);
    }

    /** Makes the choice repeatable. */
    public OptionalLong seed() {
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    /** The longest answer, in tokens. */
    public OptionalInt maxTokens() {
        return maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens);
    }

    /** Texts at which the answer ends; they are not part of it. */
    public List<String> stop() {
        return stop;
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Sampling[");
        append(text, "temperature", temperature);
        append(text, "topP", topP);
        append(text, "topK", topK);
        append(text, "minP", minP);
        append(text, "presencePenalty", presencePenalty);
        append(text, "frequencyPenalty", frequencyPenalty);
        append(text, "seed", seed);
        append(text, "maxTokens", maxTokens);
        append(text, "stop", stop.isEmpty() ? null : stop);
        return text.append(']').toString();
    }

    private static void append(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ")
                    .append(name)
                    .append('=')
                    .append(value);
        }
    }
}
