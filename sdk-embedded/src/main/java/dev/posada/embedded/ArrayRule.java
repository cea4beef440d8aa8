// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A JSON array whose items all have the same rule, with limits on their number. */
final class ArrayRule extends Rule {
    private static final Rule OPENING = Rules.literal("[");
    private static final int LONGEST = 1 << 20;

    private final Rule items;
    private final int least;
    private final int most;

    ArrayRule(Rule items, int least, int most) {
        this.items = items;
        this.least = least;
        this.most = most;
    }

    @Override
    void begin(Place after, Consumer<Place> places) {
        OPENING.begin(new Inside(this, 0, 0, after), places);
    }

    @Override
    byte @Nullable [] findShortest() {
        if (least > most || (least > 0 && items.shortest() == null)) {
            return null;
        }
        if (least > 0 && (long) least * items.requireShortest().length > LONGEST) {
            throw new SchemaException("an array with at least " + least + " items would be longer than any answer");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write('[');
        new Inside(this, 0, 0, Place.End.INSTANCE).close(text);
        return text.toByteArray();
    }

    /** After the bracket or an item. */
    private record Inside(ArrayRule rule, int count, int spaces, Place after) implements Place {
        @Override
        public void read(int value, Consumer<Place> next) {
            if (Spaced.isSpace(value)) {
                if (spaces < Spaced.MOST_SPACES) {
                    next.accept(new Inside(rule, count, spaces + 1, after));
                }
            } else if (value == ']') {
                if (count >= rule.least) {
                    next.accept(after);
                }
            } else if (count < rule.most && rule.items.shortest() != null) {
                readItem(value, next);
            }
        }

        private void readItem(int value, Consumer<Place> next) {
            Place afterItem = new Inside(rule, count + 1, 0, after);
            if (count == 0) {
                rule.items.begin(afterItem, place -> place.read(value, next));
            } else if (value == ',') {
                next.accept(Spaced.before(rule.items, afterItem));
            }
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            for (int i = count; i < rule.least; i++) {
                if (i > 0) {
                    text.write(',');
                }
                text.writeBytes(rule.items.requireShortest());
            }
            text.write(']');
            after.close(text);
        }
    }
}
