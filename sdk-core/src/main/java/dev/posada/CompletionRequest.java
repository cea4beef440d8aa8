// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text to be continued, with no chat template around it; or, with a suffix, a gap to be filled. Immutable and
 * thread-safe.
 */
public final class CompletionRequest extends ModelRequest {
    private final String prompt;
    private final @Nullable String suffix;

    private CompletionRequest(Builder builder) {
        super(builder);
        this.prompt = builder.prompt;
        this.suffix = builder.suffix;
    }

    /** A text to be continued, with no settings. */
    public static CompletionRequest of(String prompt) {
        return builder(prompt).build();
    }

    /** A request to fill in further. */
    public static Builder builder(String prompt) {
        return new Builder(prompt);
    }

    /** The text to be continued, or what stands before the gap. */
    public String prompt() {
        return prompt;
    }

    /** What stands after the gap, if one is to be filled. */
    public Optional<String> suffix() {
        return Optional.ofNullable(suffix);
    }

    @Override
    public String toString() {
        return "CompletionRequest[" + prompt.length() + " characters, " + sampling() + "]";
    }

    /** Collects a request. Not thread-safe. */
    public static final class Builder extends ModelRequest.Builder<Builder> {
        private final String prompt;
        private @Nullable String suffix;

        private Builder(String prompt) {
            this.prompt = Objects.requireNonNull(prompt, "prompt");
        }

        @Override
        Builder self() {
            return this;
        }

        /** Asks for the text between the prompt and this suffix. */
        public Builder suffix(String text) {
            suffix = Objects.requireNonNull(text, "text");
            return this;
        }

        /** The request. */
        public CompletionRequest build() {
            return new CompletionRequest(this);
        }
    }
}
