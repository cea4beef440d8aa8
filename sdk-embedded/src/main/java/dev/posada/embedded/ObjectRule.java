// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A JSON object: properties in any order, each at most once, and others where a rule for their values is given. */
final class ObjectRule extends Rule {
    private static final Rule OPENING = Rules.literal("{");

    private final List<Property> properties;
    private final @Nullable Rule others;
    private final int least;
    private final int most;
    private final BitSet required = new BitSet();
    private final Rule otherKey = new KeyRule();

    /** A property: its name as it is, and in quotes with a colon behind it. */
    record Property(String name, String quoted, Rule value, boolean required) {
        Rule key() {
            return Rules.literal(quoted + ":");
        }
    }

    /**
     * An object.
     *
     * @param others what properties of other names may be; {@code null} if there may be none
     * @param least the least number of properties
     * @param most the most properties
     */
    ObjectRule(List<Property> properties, @Nullable Rule others, int least, int most) {
        this.properties = List.copyOf(properties);
        this.others = others;
        this.least = least;
        this.most = most;
        for (int i = 0; i < properties.size(); i++) {
            required.set(i, properties.get(i).required);
        }
    }

    @Override
    void begin(Place after, Consumer<Place> places) {
        OPENING.begin(start(after), places);
    }

    private Inside start(Place after) {
        return new Inside(this, new BitSet(), Set.of(), 0, after);
    }

    @Override
    byte @Nullable [] findShortest() {
        BitSet possible = new BitSet();
        for (int i = 0; i < properties.size(); i++) {
            possible.set(i, properties.get(i).value.shortest() != null);
        }
        boolean othersPossible = others != null && others.shortest() != null;
        BitSet impossible = (BitSet) required.clone();
        impossible.andNot(possible);
        boolean enough = othersPossible || possible.cardinality() >= least;
        if (!impossible.isEmpty() || !enough || required.cardinality() > most || least > most) {
            return null;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write('{');
        start(Place.End.INSTANCE).close(text);
        return text.toByteArray();
    }

    private boolean isProperty(String name) {
        return properties.stream().anyMatch(property -> property.name.equals(name));
    }

    /** After the brace or a property; {@code seen} and {@code otherNames} say which properties were there. */
    private record Inside(ObjectRule rule, BitSet seen, Set<String> otherNames, int spaces, Place after)
            implements Place {

        @Override
        public void read(int value, Consumer<Place> next) {
            if (Spaced.isSpace(value)) {
                if (spaces < Spaced.MOST_SPACES) {
                    next.accept(new Inside(rule, seen, otherNames, spaces + 1, after));
                }
            } else if (value == '}') {
                if (count() >= rule.least && missing().isEmpty()) {
                    next.accept(after);
                }
            } else if (count() == 0) {
                readKey(value, next);
            } else if (value == ',' && hasRoom()) {
                next.accept(new AfterComma(this, 0));
            }
        }

        int count() {
            return seen.cardinality() + otherNames.size();
        }

        private BitSet missing() {
            BitSet missing = (BitSet) rule.required.clone();
            missing.andNot(seen);
            return missing;
        }

        /** Whether a property may come that is not required. */
        private boolean hasRoomForOptional() {
            return count() + missing().cardinality() < rule.most;
        }

        private boolean hasRoom() {
            return mayHaveOther() || IntStream.range(0, rule.properties.size()).anyMatch(this::mayHave);
        }

        private boolean mayHaveOther() {
            return rule.others != null && rule.others.shortest() != null && hasRoomForOptional();
        }

        private boolean mayHave(int index) {
            Property property = rule.properties.get(index);
            return !seen.get(index) && property.value.shortest() != null && (property.required || hasRoomForOptional());
        }

        void readKey(int value, Consumer<Place> next) {
            for (int i = 0; i < rule.properties.size(); i++) {
                if (mayHave(i)) {
                    Property property = rule.properties.get(i);
                    property.key().begin(Spaced.before(property.value, with(i)), place -> place.read(value, next));
                }
            }
            if (mayHaveOther()) {
                rule.otherKey.begin(this, place -> place.read(value, next));
            }
        }

        private Inside with(int index) {
            BitSet now = (BitSet) seen.clone();
            now.set(index);
            return new Inside(rule, now, otherNames, 0, after);
        }

        Inside with(String name) {
            Set<String> now = new LinkedHashSet<>(otherNames);
            now.add(name);
            return new Inside(rule, seen, now, 0, after);
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            if (missing().isEmpty() && count() >= rule.least) {
                text.write('}');
                after.close(text);
            } else {
                if (count() > 0) {
                    text.write(',');
                }
                closeWithProperty(text);
            }
        }

        /** Writes one more property, a required one before others, and what comes after it. */
        void closeWithProperty(ByteArrayOutputStream text) {
            int index = missing().nextSetBit(0);
            for (int i = 0; index < 0 && i < rule.properties.size(); i++) {
                index = mayHave(i) ? i : index;
            }
            if (index < 0) {
                rule.otherKey.begin(this, place -> place.close(text));
                return;
            }
            Property property = rule.properties.get(index);
            text.writeBytes((property.quoted + ":").getBytes(StandardCharsets.UTF_8));
            text.writeBytes(property.value.requireShortest());
            with(index).close(text);
        }
    }

    /** After a comma, where a property must follow. */
    private record AfterComma(Inside before, int spaces) implements Place {
        @Override
        public void read(int value, Consumer<Place> next) {
            if (!Spaced.isSpace(value)) {
                before.readKey(value, next);
            } else if (spaces < Spaced.MOST_SPACES) {
                next.accept(new AfterComma(before, spaces + 1));
            }
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            before.closeWithProperty(text);
        }
    }

    /** A property's name that is none of the known ones and none that was there before. */
    private final class KeyRule extends StringRule {
        KeyRule() {
            super(new CodePoints.OfLength(0, Integer.MAX_VALUE));
        }

        @Override
        String remember(String text, int codePoint) {
            return text + Character.toString(codePoint);
        }

        @Override
        boolean mayEnd(int state, String text, Place after) {
            return !isProperty(text) && !((Inside) after).otherNames.contains(text);
        }

        @Override
        Place afterEnd(String text, Place after) {
            Rule value = others;
            if (value == null) {
                throw new IllegalStateException("A property that the object may not have.");
            }
            return new Place.Before(Rules.literal(":"), Place.Spaced.before(value, ((Inside) after).with(text)));
        }
    }
}
