// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.spi.EventSink;

/**
 * Tells thinking from the answer in a text that comes in pieces, which may be cut anywhere, in the middle of a tag too. Only
 * what may still become a tag, or the blank space beside one, is held back. Used by one thread at a time.
 */
final class ThinkingSplitter {
    private enum State {
        /** Nothing but blank space, or the beginning of an opening tag, has come. */
        START,
        /** Behind the opening tag, before the first word of thinking. */
        OPENED,
        THINKING,
        /** Behind the closing tag, before the first word of the answer. */
        CLOSED,
        ANSWER
    }

    private final ThinkingTags tags;
    private final StringBuilder held = new StringBuilder(0);
    private State state;
    private boolean hasThought;

    ThinkingSplitter(ThinkingTags tags) {
        this.tags = tags;
        this.state = tags.areNone() ? State.ANSWER : State.START;
    }

    /** Takes the next piece. */
    void accept(String piece, EventSink sink) {
        if (state == State.ANSWER) {
            sink.text(piece);
            return;
        }
        held.append(piece);
        if (state == State.START) {
            start(sink);
        }
        if (state == State.OPENED) {
            skipBlanks(State.THINKING);
        }
        if (state == State.THINKING) {
            think(sink);
        }
        if (state == State.CLOSED) {
            skipBlanks(State.ANSWER);
            if (state == State.ANSWER) {
                release(sink);
            }
        }
    }

    /** The server tells thinking and answer apart itself after all: tags in the answer are then part of it. */
    void standDown(EventSink sink) {
        if (state == State.START || state == State.CLOSED) {
            state = State.ANSWER;
            release(sink);
        }
    }

    /** Whether any thinking was found between tags. */
    boolean hasThought() {
        return hasThought;
    }

    /** Nothing more will come. */
    void end(EventSink sink) {
        boolean thoughts = switch (state) {
            case START -> tags.areAlreadyOpen();
            case OPENED, THINKING -> true;
            case CLOSED, ANSWER -> false;
        };
        if (held.length() > 0 && thoughts) {
            hasThought = true;
            sink.thinking(held.toString());
            held.setLength(0);
        } else if (state != State.CLOSED) {
            release(sink);
        }
    }

    private void start(EventSink sink) {
        int word = firstWord();
        int length = held.length() - word;
        String open = tags.open();
        if (length < open.length() && open.startsWith(held.substring(word))) {
            return; // may still become the tag
        }
        if (held.indexOf(open, word) == word) {
            held.delete(0, word + open.length());
            state = State.OPENED;
        } else if (tags.areAlreadyOpen()) {
            state = State.OPENED;
        } else {
            state = State.ANSWER;
            release(sink);
        }
    }

    private void skipBlanks(State next) {
        int word = firstWord();
        held.delete(0, word);
        if (held.length() > 0) {
            state = next;
        }
    }

    private int firstWord() {
        int word = 0;
        while (word < held.length() && Character.isWhitespace(held.charAt(word))) {
            word++;
        }
        return word;
    }

    private void think(EventSink sink) {
        int end = held.indexOf(tags.close());
        int known = end >= 0 ? end : held.length() - lengthOfBeginningTag();
        int words = known;
        while (words > 0 && Character.isWhitespace(held.charAt(words - 1))) {
            words--;
        }
        if (words > 0) {
            hasThought = true;
            sink.thinking(held.substring(0, words));
        }
        if (end >= 0) {
            held.delete(0, end + tags.close().length());
            state = State.CLOSED;
        } else {
            held.delete(0, words);
        }
    }

    /** How much of the end of what is held may be the beginning of the closing tag. */
    private int lengthOfBeginningTag() {
        String close = tags.close();
        for (int length = Math.min(close.length() - 1, held.length()); length > 0; length--) {
            if (close.startsWith(held.substring(held.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private void release(EventSink sink) {
        if (held.length() > 0) {
            sink.text(held.toString());
            held.setLength(0);
        }
    }
}
