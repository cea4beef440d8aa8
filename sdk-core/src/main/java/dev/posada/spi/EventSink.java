// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.Timings;
import dev.posada.TokenLogprob;
import dev.posada.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the pieces of one answer in the order in which they arrive, and makes events and the whole answer of them.
 *
 * <p>Tool calls may come whole or in fragments; the sink sorts fragments by id and index and copes with servers that leave
 * out ids, send index 0 always, or repeat the name. Empty pieces are ignored. Used by one thread at a time.
 */
public interface EventSink {
    /**
     * Who answers. May be called with every frame; the first word on each counts.
     *
     * @param id the server's name for the answer, or {@code null}
     * @param model the model that answers, or {@code null}
     */
    void started(@Nullable String id, @Nullable String model);

    /** The next words of the answer. */
    void text(String delta);

    /** The next words of the model's thinking. */
    void thinking(String delta);

    /** The host's proof that the thinking just received is its own. */
    void thinkingSignature(String signature);

    /** A whole part of another kind: redacted thinking, an image, something unknown. */
    void content(Content part);

    /**
     * A whole tool call.
     *
     * @param id the call's id, or {@code null} where the server gives none
     * @param name the tool
     * @param arguments the arguments as JSON text; empty for none
     */
    void toolCall(@Nullable String id, String name, String arguments);

    /**
     * A fragment of a tool call.
     *
     * @param index the call's index in the answer, or -1 where the server gives none
     * @param id the call's id, or {@code null} where the fragment has none
     * @param name the tool, or {@code null} where the fragment has none
     * @param arguments the next part of the arguments' JSON text, or {@code null} where the fragment has none
     */
    void toolCallFragment(int index, @Nullable String id, @Nullable String name, @Nullable String arguments);

    /** The probabilities of the next tokens. */
    void logprobs(List<TokenLogprob> tokens);

    /** Something that the caller should know. */
    void warning(ChatWarning warning);

    /** The host's count of tokens; a later one replaces an earlier one. */
    void usage(Usage usage);

    /** The host's measurements; later ones replace earlier ones. */
    void timings(Timings timings);

    /**
     * A field of the answer that the common model has no place for.
     *
     * @param name its name on the wire
     * @param json its value as JSON text
     */
    void extra(String name, String json);

    /**
     * The protocol says that the answer is complete. To be called at the protocol's own terminator only: an answer without
     * this call is one that broke off.
     *
     * @param reason why the answer ended
     * @param raw the server's own word for it, or {@code null} where it gives none
     */
    void finish(FinishReason reason, @Nullable String raw);
}
