// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.FinishReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of an answer, in no particular protocol: a {@link Wire} makes bytes of it. Pieces are immutable. */
public sealed interface Piece {
    /** Words of the answer. */
    record Text(String text) implements Piece {}

    /** Words of the thinking. */
    record Thinking(String text) implements Piece {}

    /**
     * Whole tool calls that come together, in one frame where the protocol can do that.
     *
     * @param calls at least one
     */
    record ToolCalls(List<Call> calls) implements Piece {
        /** Copies the list. */
        public ToolCalls {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A whole tool call.
     *
     * @param id its id, or {@code null} if the server gives none
     * @param name the tool
     * @param arguments its arguments as JSON text, or anything else that a server may take for it
     */
    record Call(@Nullable String id, String name, String arguments) {}

    /**
     * A fragment of a tool call.
     *
     * @param index the place that the server says the call has
     * @param id its id, or {@code null} if this fragment has none
     * @param name the tool, or {@code null} if this fragment doesn't tell
     * @param arguments the next characters of the arguments, or {@code null} for none
     */
    record ToolFragment(
            int index,
            @Nullable String id,
            @Nullable String name,
            @Nullable String arguments) implements Piece {}

    /**
     * Why the model has stopped, and the tokens that it counted. It does not end the answer: that is {@link End}.
     *
     * @param reason the reason, which the wire puts in its own words
     * @param raw the server's word instead, or {@code null} for the usual one
     */
    record Finish(FinishReason reason, @Nullable String raw) implements Piece {}

    /** What the protocol has for "this was all". */
    record End() implements Piece {}

    /** An error in the shape that this server has for errors inside an answer. */
    record Failure(String message) implements Piece {}
}
