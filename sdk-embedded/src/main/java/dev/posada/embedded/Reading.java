// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How far a text has come in a grammar: all the places that it may have led to. Immutable. */
final class Reading {
    /** Readings of an ambiguous text that are followed; fewer of them can only make the grammar narrower. */
    private static final int MOST_PLACES = 64;

    private final List<Place> places;

    private Reading(List<Place> places) {
        this.places = places;
    }

    /** Before the first byte. */
    static Reading of(Grammar grammar) {
        return new Reading(List.of(grammar.start()));
    }

    /** After some more bytes; impossible if they can't follow. */
    Reading after(byte... bytes) {
        List<Place> now = places;
        for (byte value : bytes) {
            List<Place> next = new ArrayList<>();
            for (Place place : now) {
                place.read(value & 0xFF, next::add);
            }
            now = next.size() < 2 ? next : distinct(next);
        }
        return new Reading(now);
    }

    private static List<Place> distinct(List<Place> places) {
        Set<Place> distinct = new LinkedHashSet<>(places);
        return distinct.stream().limit(MOST_PLACES).toList();
    }

    /** Whether the grammar allows the text so far. */
    boolean isPossible() {
        return !places.isEmpty();
    }

    /** Whether the text may end here. */
    boolean isEnd() {
        return places.stream().anyMatch(Place::isEnd);
    }

    /** Whether the text must end here. */
    boolean isOnlyEnd() {
        return places.stream().allMatch(Place.End.INSTANCE::equals);
    }

    /** A short text that leads from here to the end. */
    byte[] wayToEnd() {
        byte[] best = null;
        for (Place place : places) {
            ByteArrayOutputStream way = new ByteArrayOutputStream();
            place.close(way);
            if (best == null || way.size() < best.length) {
                best = way.toByteArray();
            }
        }
        if (best == null) {
            throw new IllegalStateException("The grammar does not allow this text.");
        }
        return best;
    }
}
