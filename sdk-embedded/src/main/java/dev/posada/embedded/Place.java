// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * A place in a grammar that the text so far has led to. Immutable; two places are equal if the same texts may follow.
 * A text may lead to several places at once, where the grammar allows several readings of it.
 */
interface Place {
    /** Hands out the places to which one more byte leads; none if it can't follow. */
    void read(int value, Consumer<Place> next);

    /** Whether the text may end here. */
    default boolean isEnd() {
        return false;
    }

    /** Writes a short text that leads from here to the end. */
    void close(ByteArrayOutputStream text);

    /** The place after the whole text. */
    enum End implements Place {
        INSTANCE;

        @Override
        public void read(int value, Consumer<Place> next) {
            // Nothing may follow.
        }

        @Override
        public boolean isEnd() {
            return true;
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            // Nothing is missing.
        }
    }

    /** Before a text of a rule. */
    record Before(Rule rule, Place after) implements Place {
        @Override
        public void read(int value, Consumer<Place> next) {
            rule.begin(after, place -> place.read(value, next));
        }

        @Override
        public boolean isEnd() {
            return rule.requireShortest().length == 0 && after.isEnd();
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            text.writeBytes(rule.requireShortest());
            after.close(text);
        }
    }

    /** Before a text of a rule, with white space allowed first: as much as pretty-printed JSON needs, but not without end. */
    record Spaced(Rule rule, int spaces, Place after) implements Place {
        static final int MOST_SPACES = 40;

        static Place before(Rule rule, Place after) {
            return new Spaced(rule, 0, after);
        }

        @Override
        public void read(int value, Consumer<Place> next) {
            if (!isSpace(value)) {
                rule.begin(after, place -> place.read(value, next));
            } else if (spaces < MOST_SPACES) {
                next.accept(new Spaced(rule, spaces + 1, after));
            }
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            text.writeBytes(rule.requireShortest());
            after.close(text);
        }

        static boolean isSpace(int value) {
            return value == ' ' || value == '\n' || value == '\r' || value == '\t';
        }
    }
}
