// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of code points, surrogates never among them. Immutable. */
record CodePointSet(List<Range> ranges) {
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int LAST_SURROGATE = 0xDFFF;

    static final CodePointSet ALL = range(0, Character.MAX_CODE_POINT);

    /** From one code point to another, both included. */
    record Range(int first, int last) {}

    CodePointSet {
        ranges = List.copyOf(ranges);
    }

    static CodePointSet range(int first, int last) {
        return normalized(List.of(new Range(first, last)));
    }

    static CodePointSet of(String characters) {
        return normalized(characters.codePoints().mapToObj(c -> new Range(c, c)).toList());
    }

    CodePointSet plus(CodePointSet other) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return normalized(all);
    }

    CodePointSet complement() {
        List<Range> gaps = new ArrayList<>();
        int from = 0;
        for (Range range : ranges) {
            gaps.add(new Range(from, range.first - 1));
            from = range.last + 1;
        }
        gaps.add(new Range(from, Character.MAX_CODE_POINT));
        return normalized(gaps);
    }

    private static CodePointSet normalized(List<Range> ranges) {
        List<Range> sorted = new ArrayList<>();
        for (Range range : ranges) {
            sorted.add(new Range(range.first, Math.min(range.last, FIRST_SURROGATE - 1)));
            sorted.add(new Range(Math.max(range.first, LAST_SURROGATE + 1), range.last));
        }
        sorted.removeIf(range -> range.first > range.last);
        sorted.sort(Comparator.comparingInt(Range::first));
        List<Range> merged = new ArrayList<>();
        for (Range range : sorted) {
            Range before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && range.first <= before.last + 1) {
                merged.set(merged.size() - 1, new Range(before.first, Math.max(before.last, range.last)));
            } else {
                merged.add(range);
            }
        }
        return new CodePointSet(merged);
    }
}
