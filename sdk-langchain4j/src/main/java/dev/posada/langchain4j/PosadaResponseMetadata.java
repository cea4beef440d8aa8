// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.posada.ChatResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of an answer, with the whole answer as Posada gave it: its warnings, timings, tokens from caches,
 * probabilities of tokens, the server's own words.
 *
 * <pre>{@code
 * if (response.metadata() instanceof PosadaResponseMetadata metadata) {
 *     metadata.answer().warnings().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Immutable.
 */
public final class PosadaResponseMetadata extends ChatResponseMetadata {
    private final ChatResponse answer;

    private PosadaResponseMetadata(Builder builder) {
        super(builder);
        answer = builder.answer;
    }

    static ChatResponseMetadata of(ChatResponse answer) {
        return new Builder(answer)
                .id(answer.id().orElse(null))
                .modelName(answer.model())
                .tokenUsage(AnswerMapper.usage(answer.usage()))
                .finishReason(AnswerMapper.finishReason(answer.finishReason()))
                .build();
    }

    /** The whole answer. */
    public ChatResponse answer() {
        return answer;
    }

    /** A builder that starts from this metadata; AI services use it to add up the tokens of several rounds. */
    @Override
    public ChatResponseMetadata.Builder<?> toBuilder() {
        return toBuilder(new Builder(answer));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof PosadaResponseMetadata that && answer.equals(that.answer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), answer);
    }

    private static final class Builder extends ChatResponseMetadata.Builder<Builder> {
        private final ChatResponse answer;

        Builder(ChatResponse answer) {
            this.answer = answer;
        }

        @Override
        public PosadaResponseMetadata build() {
            return new PosadaResponseMetadata(this);
        }
    }
}
