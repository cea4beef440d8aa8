// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that comes in many small pieces. Stretches of it are made Strings as it grows and joined once at the end: one builder
 * for all of it would copy the text each time that it is full. Used by one thread at a time.
 */
final class GrowingText {
    private static final int STRETCH = 8 * 1024;

    private final StringBuilder end = new StringBuilder();
    private final List<String> beginning = new ArrayList<>(0);

    void append(String piece) {
        if (end.length() + piece.length() > STRETCH && end.length() > 0) {
            beginning.add(end.toString());
            end.setLength(0);
        }
        end.append(piece);
    }

    boolean isEmpty() {
        return end.length() == 0 && beginning.isEmpty();
    }

    void clear() {
        end.setLength(0);
        beginning.clear();
    }

    @Override
    public String toString() {
        if (beginning.isEmpty()) {
            return end.toString();
        }
        List<String> all = new ArrayList<>(beginning);
        all.add(end.toString());
        return String.join("", all);
    }
}
