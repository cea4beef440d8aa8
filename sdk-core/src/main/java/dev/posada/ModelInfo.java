// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a host tells of a model; what it does not tell is empty. Immutable and thread-safe. */
public final class ModelInfo {
    private final String name;
    private final Capabilities capabilities;
    private final @Nullable Integer contextWindow;
    private final @Nullable Integer embeddingLength;
    private final @Nullable Long sizeBytes;
    private final @Nullable String family;
    private final @Nullable String parameterSize;
    private final @Nullable String quantization;
    private final @Nullable OffsetDateTime modified;
    private final @Nullable Boolean loaded;
    private final String json;

    private ModelInfo(Builder builder) {
        this.name = builder.name;
        this.capabilities = builder.capabilities;
        this.contextWindow = builder.contextWindow;
        this.embeddingLength = builder.embeddingLength;
        this.sizeBytes = builder.sizeBytes;
        this.family = builder.family;
        this.parameterSize = builder.parameterSize;
        this.quantization = builder.quantization;
        this.modified = builder.modified;
        this.loaded = builder.loaded;
        this.json = builder.json;
    }

    /** A description to fill in. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The model's name on its host. */
    public String name() {
        return name;
    }

    /** What the model can do. */
    public Capabilities capabilities() {
        return capabilities;
    }

    /** How many tokens of prompt and answer fit together. */
    public OptionalInt contextWindow() {
        return contextWindow == null ? OptionalInt.empty() : OptionalInt.of(contextWindow);
    }

    /** How long the model's vectors are. */
    public OptionalInt embeddingLength() {
        return embeddingLength == null ? OptionalInt.empty() : OptionalInt.of(embeddingLength);
    }

    /** How much room the model takes on its host's disk. */
    public OptionalLong sizeBytes() {
        return sizeBytes == null ? OptionalLong.empty() : OptionalLong.of(sizeBytes);
    }

    /** The family that the model belongs to, such as {@code llama}. */
    public Optional<String> family() {
        return Optional.ofNullable(family);
    }

    /** How many parameters the model has, as the host writes it, such as {@code 8.0B}. */
    public Optional<String> parameterSize() {
        return Optional.ofNullable(parameterSize);
    }

    /** How the weights are stored, such as {@code Q4_K_M}. */
    public Optional<String> quantization() {
        return Optional.ofNullable(quantization);
    }

    /** When the model was last changed on its host. */
    public Optional<OffsetDateTime> modified() {
        return Optional.ofNullable(modified);
    }

    /** Whether the model is in memory and answers at once; empty where the host does not tell. */
    public Optional<Boolean> loaded() {
        return Optional.ofNullable(loaded);
    }

    /** All that the host told, as JSON text. */
    public String json() {
        return json;
    }

    @Override
    public String toString() {
        return "ModelInfo[" + name + "]";
    }

    /** Collects a description. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private Capabilities capabilities = Capabilities.unknown();
        private @Nullable Integer contextWindow;
        private @Nullable Integer embeddingLength;
        private @Nullable Long sizeBytes;
        private @Nullable String family;
        private @Nullable String parameterSize;
        private @Nullable String quantization;
        private @Nullable OffsetDateTime modified;
        private @Nullable Boolean loaded;
        private String json = "{}";

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** What the model can do. */
        public Builder capabilities(Capabilities known) {
            capabilities = Objects.requireNonNull(known, "known");
            return this;
        }

        /** How many tokens fit; {@code null} for unknown. */
        public Builder contextWindow(@Nullable Integer tokens) {
            contextWindow = tokens;
            return this;
        }

        /** How long the vectors are; {@code null} for unknown. */
        public Builder embeddingLength(@Nullable Integer length) {
            embeddingLength = length;
            return this;
        }

        /** The size on disk; {@code null} for unknown. */
        public Builder sizeBytes(@Nullable Long bytes) {
            sizeBytes = bytes;
            return this;
        }

        /** The family; {@code null} for unknown. */
        public Builder family(@Nullable String text) {
            family = text;
            return this;
        }

        /** The number of parameters as the host writes it; {@code null} for unknown. */
        public Builder parameterSize(@Nullable String text) {
            parameterSize = text;
            return this;
        }

        /** How the weights are stored; {@code null} for unknown. */
        public Builder quantization(@Nullable String text) {
            quantization = text;
            return this;
        }

        /** When the model was last changed; {@code null} for unknown. */
        public Builder modified(@Nullable OffsetDateTime time) {
            modified = time;
            return this;
        }

        /** Whether the model is in memory; {@code null} for unknown. */
        public Builder loaded(@Nullable Boolean inMemory) {
            loaded = inMemory;
            return this;
        }

        /** All that the host told, as JSON text. */
        public Builder json(String raw) {
            json = Objects.requireNonNull(raw, "raw");
            return this;
        }

        /** The description. */
        public ModelInfo build() {
            return new ModelInfo(this);
        }
    }
}
