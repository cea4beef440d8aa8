// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens an answer took, as the host counted them.
 *
 * @param inputTokens tokens of the prompt, those read from a cache included; zero if the host did not say
 * @param outputTokens tokens of the answer, thinking included; zero if the host did not say
 * @param cacheRead tokens of the prompt that came from a cache, or {@code null} if the host did not say
 * @param cacheWrite tokens of the prompt that were put into a cache, or {@code null} if the host did not say
 * @param reasoning tokens of the answer that were thinking, or {@code null} if the host did not say
 */
public record Usage(
        int inputTokens,
        int outputTokens,
        @Nullable Integer cacheRead,
        @Nullable Integer cacheWrite,
        @Nullable Integer reasoning) {
    private static final Usage UNKNOWN = new Usage(0, 0, null, null, null);

    /** What a host says that does not count. */
    public static Usage unknown() {
        return UNKNOWN;
    }

    /** Tokens in and out, with no word on caches. */
    public static Usage of(int inputTokens, int outputTokens) {
        return new Usage(inputTokens, outputTokens, null, null, null);
    }

    /** Tokens of the prompt that came from a cache, where the host says so. */
    public OptionalInt cacheReadTokens() {
        return optional(cacheRead);
    }

    /** Tokens of the prompt that were put into a cache, where the host says so. */
    public OptionalInt cacheWriteTokens() {
        return optional(cacheWrite);
    }

    /** Tokens of the answer that were thinking, where the host says so. */
    public OptionalInt reasoningTokens() {
        return optional(reasoning);
    }

    /** Tokens in and out together. */
    public int totalTokens() {
        return inputTokens + outputTokens;
    }

    /** Both usages together, for the sum over several calls. */
    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                sum(cacheRead, other.cacheRead),
                sum(cacheWrite, other.cacheWrite),
                sum(reasoning, other.reasoning));
    }

    private static @Nullable Integer sum(@Nullable Integer left, @Nullable Integer right) {
        if (left == null) {
            return right;
        }
        return right == null ? left : Integer.valueOf(left + right);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
