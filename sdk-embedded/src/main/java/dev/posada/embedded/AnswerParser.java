// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * Takes the text of an answer apart while it comes in pieces of any size: thoughts, words, calls of tools. What may be the
 * begin of a tag is held back until it is certain. Not thread-safe.
 */
final class AnswerParser {
    private static final String THOUGHTS_BEGIN = "<think>";
    private static final String THOUGHTS_END = "</think>";
    private static final String CALL_BEGIN = "<tool_call>";

    /** What an answer may have besides words. */
    enum Parts {
        /** Nothing: a tag in the text is but text. */
        NONE(false),
        /** Thoughts before the words. */
        THOUGHTS(true),
        /** Thoughts, and calls instead of words. */
        CALLS_INSTEAD(true),
        /** Thoughts, and calls after and between words. */
        CALLS(true);

        private final boolean thoughts;

        Parts(boolean thoughts) {
            this.thoughts = thoughts;
        }
    }

    private enum State {
        START,
        THOUGHTS,
        AFTER_THOUGHTS,
        TEXT,
        CALL
    }

    private final Parts parts;
    private final AnswerListener listener;
    private final StringBuilder held = new StringBuilder();
    private State state;
    private boolean hasThoughts;
    private boolean hasText;
    private int callCount;
    private ToolCallParser call;

    AnswerParser(Parts parts, AnswerListener listener) {
        this.parts = parts;
        state = parts.thoughts ? State.START : State.TEXT;
        this.listener = listener;
        call = new ToolCallParser(0, listener);
    }

    /** Whether the model thinks at this moment. */
    boolean isInThoughts() {
        return state == State.THOUGHTS;
    }

    /** Takes the next piece. */
    void add(String piece) {
        held.append(piece);
        while (step()) {
            // Each step takes apart what it is certain of.
        }
    }

    /** The answer has ended: what is held back is what it seemed to be. */
    void finish() {
        switch (state) {
            case THOUGHTS -> listenToThoughts(withoutLineEnds(held));
            case CALL -> call.finish(held);
            case START, TEXT -> listenToText(isOnlySpaceAfterCall() ? "" : held.toString());
            case AFTER_THOUGHTS -> {}
        }
        held.setLength(0);
        listener.finished();
    }

    /** Goes on as far as it is certain; true if it may be possible to go on further. */
    private boolean step() {
        return switch (state) {
            case START -> start();
            case THOUGHTS -> thoughts();
            case AFTER_THOUGHTS -> afterThoughts();
            case TEXT -> text();
            case CALL -> call();
        };
    }

    private boolean start() {
        if (held.length() < THOUGHTS_BEGIN.length() && THOUGHTS_BEGIN.startsWith(held.toString())) {
            return false;
        }
        boolean thinks = held.indexOf(THOUGHTS_BEGIN) == 0;
        held.delete(0, thinks ? THOUGHTS_BEGIN.length() : 0);
        state = thinks ? State.THOUGHTS : State.TEXT;
        return true;
    }

    private boolean thoughts() {
        if (!hasThoughts) {
            dropLineEnds();
        }
        int end = held.indexOf(THOUGHTS_END);
        if (end < 0) {
            int certain = withoutLineEnds(held.substring(0, held.length() - begunLength(THOUGHTS_END)))
                    .length();
            listenToThoughts(take(certain));
            return false;
        }
        listenToThoughts(withoutLineEnds(take(end)));
        held.delete(0, THOUGHTS_END.length());
        state = State.AFTER_THOUGHTS;
        return true;
    }

    private boolean afterThoughts() {
        dropLineEnds();
        if (held.isEmpty()) {
            return false;
        }
        state = State.TEXT;
        return true;
    }

    private boolean text() {
        boolean mayCall = parts == Parts.CALLS || (parts == Parts.CALLS_INSTEAD && !hasText);
        int begin = mayCall ? held.indexOf(CALL_BEGIN) : -1;
        boolean certainlyText = parts == Parts.CALLS_INSTEAD
                && begin > 0
                && !held.substring(0, begin).isBlank();
        if (begin >= 0 && !certainlyText) {
            listenToText(take(begin).stripTrailing());
            held.delete(0, CALL_BEGIN.length());
            state = State.CALL;
            return true;
        }
        int open = mayCall && !certainlyText ? begunLength(CALL_BEGIN) : 0;
        String certain = held.substring(0, held.length() - open);
        // Space before a call is no part of the text, so it waits for what follows.
        listenToText(take(mayCall ? certain.stripTrailing().length() : certain.length()));
        return false;
    }

    private boolean call() {
        if (!call.read(held)) {
            return false;
        }
        callCount++;
        call = new ToolCallParser(callCount, listener);
        state = State.TEXT;
        return true;
    }

    private boolean isOnlySpaceAfterCall() {
        return callCount > 0 && held.toString().isBlank();
    }

    /** How much of the tag the held text ends with. */
    private int begunLength(String tag) {
        for (int length = Math.min(tag.length() - 1, held.length()); length > 0; length--) {
            if (held.indexOf(tag.substring(0, length), held.length() - length) >= 0) {
                return length;
            }
        }
        return 0;
    }

    private String take(int length) {
        String taken = held.substring(0, length);
        held.delete(0, length);
        return taken;
    }

    private void dropLineEnds() {
        int count = 0;
        while (count < held.length() && held.charAt(count) == '\n') {
            count++;
        }
        held.delete(0, count);
    }

    private static String withoutLineEnds(CharSequence text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.subSequence(0, end).toString();
    }

    private void listenToThoughts(String delta) {
        if (!delta.isEmpty()) {
            hasThoughts = true;
            listener.thinking(delta);
        }
    }

    private void listenToText(String delta) {
        if (!delta.isEmpty()) {
            hasText |= !delta.isBlank();
            listener.text(delta);
        }
    }
}
