// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import java.util.Objects;

/**
 * How thinking is told from the answer where a server leaves both in one text. Tags are looked for at the start of the
 * answer only, so that an answer that talks about tags stays whole. Immutable and thread-safe.
 */
public final class ThinkingTags {
    private static final ThinkingTags NONE = new ThinkingTags("", "", false);

    private final String open;
    private final String close;
    private final boolean alreadyOpen;

    private ThinkingTags(String open, String close, boolean alreadyOpen) {
        this.open = Objects.requireNonNull(open, "open");
        this.close = Objects.requireNonNull(close, "close");
        this.alreadyOpen = alreadyOpen;
    }

    /** All text is the answer. */
    public static ThinkingTags none() {
        return NONE;
    }

    /**
     * Thinking stands between two tags at the start of the answer, if the model thinks at all. The blank space around the tags
     * belongs to neither side.
     *
     * @throws IllegalArgumentException if a tag is empty
     */
    public static ThinkingTags atStart(String open, String close) {
        return new ThinkingTags(notEmpty(open), notEmpty(close), false);
    }

    /**
     * The answer begins in the middle of thinking, because the chat template has written the opening tag already; an opening
     * tag that comes all the same is left out. All up to the closing tag is thinking; in an answer without one, all of it.
     *
     * @throws IllegalArgumentException if a tag is empty
     */
    public static ThinkingTags alreadyOpen(String open, String close) {
        return new ThinkingTags(notEmpty(open), notEmpty(close), true);
    }

    private static String notEmpty(String tag) {
        if (tag.isBlank()) {
            throw new IllegalArgumentException("A tag around thinking must not be blank.");
        }
        return tag;
    }

    String open() {
        return open;
    }

    String close() {
        return close;
    }

    boolean areNone() {
        return close.isEmpty();
    }

    boolean areAlreadyOpen() {
        return alreadyOpen;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ThinkingTags that
                && open.equals(that.open)
                && close.equals(that.close)
                && alreadyOpen == that.alreadyOpen;
    }

    @Override
    public int hashCode() {
        return Objects.hash(open, close, alreadyOpen);
    }

    @Override
    public String toString() {
        return areNone() ? "none" : (alreadyOpen ? "already open, " : "") + open + "…" + close;
    }
}
