// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The simple rules of a grammar, of which others are made. */
final class Rules {
    private Rules() {}

    /** Exactly this text. */
    static Rule literal(String text) {
        Rule literal = new Literal(text.getBytes(StandardCharsets.UTF_8));
        literal.improve();
        return literal;
    }

    /** The rule, or nothing. */
    static Rule optional(Rule rule) {
        Rule optional = new Optional(rule);
        optional.improve();
        return optional;
    }

    /** These rules one after the other. */
    static Rule sequence(Rule... parts) {
        return new Sequence(List.of(parts));
    }

    /** Any one of these rules. */
    static Rule choice(List<Rule> alternatives) {
        return new Choice(List.copyOf(alternatives));
    }

    /** Any text that ends with a mark and does not have it before. */
    static Rule until(String mark) {
        return new Until(mark.getBytes(StandardCharsets.UTF_8));
    }

    /** A rule that becomes known only after others refer to it. */
    static final class Later extends Rule {
        private @Nullable Rule rule;

        void become(Rule known) {
            rule = known;
        }

        Rule known() {
            if (rule == null) {
                throw new IllegalStateException("A rule is used before it is known.");
            }
            return rule;
        }

        @Override
        void begin(Place after, Consumer<Place> places) {
            known().begin(after, places);
        }

        @Override
        byte @Nullable [] findShortest() {
            return known().shortest();
        }
    }

    private static final class Literal extends Rule {
        private final byte[] text;

        Literal(byte[] text) {
            this.text = text;
        }

        @Override
        void begin(Place after, Consumer<Place> places) {
            places.accept(new InLiteral(this, 0, after));
        }

        @Override
        byte[] findShortest() {
            return text;
        }
    }

    private record InLiteral(Literal literal, int read, Place after) implements Place {
        @Override
        public void read(int value, Consumer<Place> next) {
            byte[] text = literal.text;
            if ((text[read] & 0xFF) == value) {
                next.accept(read + 1 == text.length ? after : new InLiteral(literal, read + 1, after));
            }
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            text.write(literal.text, read, literal.text.length - read);
            after.close(text);
        }
    }

    private static final class Sequence extends Rule {
        private final List<Rule> parts;

        Sequence(List<Rule> parts) {
            this.parts = parts;
        }

        @Override
        void begin(Place after, Consumer<Place> places) {
            Place rest = after;
            for (int i = parts.size() - 1; i > 0; i--) {
                rest = new Place.Before(parts.get(i), rest);
            }
            parts.get(0).begin(rest, places);
        }

        @Override
        byte @Nullable [] findShortest() {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (Rule part : parts) {
                byte[] shortest = part.shortest();
                if (shortest == null) {
                    return null;
                }
                text.writeBytes(shortest);
            }
            return text.toByteArray();
        }
    }

    /** Any one of several rules. */
    static final class Choice extends Rule {
        private final List<Rule> alternatives;

        private Choice(List<Rule> alternatives) {
            this.alternatives = alternatives;
        }

        List<Rule> alternatives() {
            return alternatives;
        }

        @Override
        void begin(Place after, Consumer<Place> places) {
            for (Rule alternative : alternatives) {
                if (alternative.shortest() != null) {
                    alternative.begin(after, places);
                }
            }
        }

        @Override
        byte @Nullable [] findShortest() {
            byte[] best = null;
            for (Rule alternative : alternatives) {
                byte[] shortest = alternative.shortest();
                if (shortest != null && (best == null || shortest.length < best.length)) {
                    best = shortest;
                }
            }
            return best;
        }
    }

    private static final class Optional extends Rule {
        private final Rule rule;

        Optional(Rule rule) {
            this.rule = rule;
        }

        @Override
        void begin(Place after, Consumer<Place> places) {
            places.accept(after);
            rule.begin(after, places);
        }

        @Override
        byte[] findShortest() {
            return new byte[0];
        }
    }

    private static final class Until extends Rule {
        private final byte[] mark;

        Until(byte[] mark) {
            this.mark = mark;
        }

        @Override
        void begin(Place after, Consumer<Place> places) {
            places.accept(new InUntil(this, 0, after));
        }

        @Override
        byte[] findShortest() {
            return mark;
        }

        /** How much of the mark the text ends with, given that it ended with {@code read} bytes of it before this one. */
        private int readAfter(int read, int value) {
            for (int length = read + 1; length > 0; length--) {
                if ((mark[length - 1] & 0xFF) == value && endsWithBegin(read, length - 1)) {
                    return length;
                }
            }
            return 0;
        }

        private boolean endsWithBegin(int read, int length) {
            for (int i = 0; i < length; i++) {
                if (mark[read - length + i] != mark[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private record InUntil(Until until, int read, Place after) implements Place {
        @Override
        public void read(int value, Consumer<Place> next) {
            int now = until.readAfter(read, value);
            next.accept(now == until.mark.length ? after : new InUntil(until, now, after));
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            text.write(until.mark, read, until.mark.length - read);
            after.close(text);
        }
    }
}
