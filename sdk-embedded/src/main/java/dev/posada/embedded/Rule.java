// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A part of a grammar: a set of texts. Rules may refer to one another in circles. */
abstract class Rule {
    private byte @Nullable [] shortest;

    /**
     * Hands out the places at which a text of this rule begins.
     *
     * @param after where the text goes on once it has matched this rule
     */
    abstract void begin(Place after, Consumer<Place> places);

    /** A short text of this rule, made of those of the rules it refers to; {@code null} while they are not known. */
    abstract byte @Nullable [] findShortest();

    /** Looks whether a shorter text is known by now; to be called for all rules until none finds one. */
    final boolean improve() {
        byte[] found = findShortest();
        byte[] known = shortest;
        if (found == null || (known != null && known.length <= found.length)) {
            return false;
        }
        shortest = found;
        return true;
    }

    /** A short text that matches; {@code null} if there is none, not even an endless one that could be cut. */
    final byte @Nullable [] shortest() {
        return shortest;
    }

    /** A short text that matches, in a grammar that was found to have one for each rule. */
    final byte[] requireShortest() {
        byte[] known = shortest;
        if (known == null) {
            throw new IllegalStateException("A rule that no text matches.");
        }
        return known;
    }
}
