// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of an answer went. All but {@link #firstToken()} are the host's own measurements, and empty where it
 * does not make them. Immutable and thread-safe.
 */
public final class Timings {
    private static final Timings NONE = new Timings(null, null, null, null, null);

    private final @Nullable Duration total;
    private final @Nullable Duration load;
    private final @Nullable Duration prompt;
    private final @Nullable Duration generation;
    private final @Nullable Duration firstToken;

    private Timings(
            @Nullable Duration total,
            @Nullable Duration load,
            @Nullable Duration prompt,
            @Nullable Duration generation,
            @Nullable Duration firstToken) {
        this.total = total;
        this.load = load;
        this.prompt = prompt;
        this.generation = generation;
        this.firstToken = firstToken;
    }

    /** Nothing measured. */
    public static Timings none() {
        return NONE;
    }

    /**
     * The host's measurements; {@code null} for what it does not measure.
     *
     * @param total the whole request inside the host, queueing included
     * @param load loading the model
     * @param prompt reading the prompt
     * @param generation writing the answer
     */
    public static Timings of(
            @Nullable Duration total,
            @Nullable Duration load,
            @Nullable Duration prompt,
            @Nullable Duration generation) {
        return new Timings(total, load, prompt, generation, null);
    }

    Timings firstToken(@Nullable Duration measured) {
        return new Timings(total, load, prompt, generation, measured);
    }

    /** The whole request inside the host. */
    public Optional<Duration> total() {
        return Optional.ofNullable(total);
    }

    /** Loading the model. */
    public Optional<Duration> load() {
        return Optional.ofNullable(load);
    }

    /** Reading the prompt. */
    public Optional<Duration> prompt() {
        return Optional.ofNullable(prompt);
    }

    /** Writing the answer. */
    public Optional<Duration> generation() {
        return Optional.ofNullable(generation);
    }

    /** From the start of the call to the first piece of the answer, measured by this client. */
    public Optional<Duration> firstToken() {
        return Optional.ofNullable(firstToken);
    }

    /** Tokens written per second, where the host measures {@link #generation()}. */
    public OptionalDouble tokensPerSecond(Usage usage) {
        if (generation == null || generation.isZero() || usage.outputTokens() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(usage.outputTokens() * 1e9 / generation.toNanos());
    }

    @Override
    public String toString() {
        return "Timings[total=" + total + ", load=" + load + ", prompt=" + prompt + ", generation=" + generation
                + ", firstToken=" + firstToken + "]";
    }
}
