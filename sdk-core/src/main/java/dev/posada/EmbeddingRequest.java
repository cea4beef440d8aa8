// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Texts to be turned into vectors. Immutable and thread-safe. */
public final class EmbeddingRequest {
    private final List<String> texts;
    private final @Nullable Integer dimensions;
    private final boolean truncate;
    private final @Nullable BackendOptions options;
    private final @Nullable Timeouts timeouts;

    private EmbeddingRequest(
            List<String> texts,
            @Nullable Integer dimensions,
            boolean truncate,
            @Nullable BackendOptions options,
            @Nullable Timeouts timeouts) {
        this.texts = List.copyOf(texts);
        this.dimensions = dimensions;
        this.truncate = truncate;
        this.options = options;
        this.timeouts = timeouts;
    }

    /**
     * Texts with no settings. A text that is too long for the model is an error, not cut.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static EmbeddingRequest of(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to embed: the list of texts is empty.");
        }
        return new EmbeddingRequest(texts, null, false, null, null);
    }

    /** The same with vectors of a given length, for models that can shorten theirs. */
    public EmbeddingRequest dimensions(int length) {
        if (length <= 0) {
            throw new IllegalArgumentException("dimensions is " + length + "; it must be 1 or more.");
        }
        return new EmbeddingRequest(texts, length, truncate, options, timeouts);
    }

    /** The same with texts that are too long being cut to what the model can read. */
    public EmbeddingRequest truncate(boolean cut) {
        return new EmbeddingRequest(texts, dimensions, cut, options, timeouts);
    }

    /** The same with options of one backend. */
    public EmbeddingRequest options(BackendOptions backendOptions) {
        return new EmbeddingRequest(texts, dimensions, truncate, Objects.requireNonNull(backendOptions), timeouts);
    }

    /** The same with other time limits. */
    public EmbeddingRequest timeouts(Timeouts limits) {
        return new EmbeddingRequest(texts, dimensions, truncate, options, Objects.requireNonNull(limits));
    }

    /** The texts. */
    public List<String> texts() {
        return texts;
    }

    /** The length of the vectors; empty for the model's own. */
    public OptionalInt dimensions() {
        return dimensions == null ? OptionalInt.empty() : OptionalInt.of(dimensions);
    }

    /** Whether texts that are too long are cut. */
    public boolean truncate() {
        return truncate;
    }

    /** The options of one backend. */
    public Optional<BackendOptions> options() {
        return Optional.ofNullable(options);
    }

    /** The time limits of this call; empty for those of the host. */
    public Optional<Timeouts> timeouts() {
        return Optional.ofNullable(timeouts);
    }
}
