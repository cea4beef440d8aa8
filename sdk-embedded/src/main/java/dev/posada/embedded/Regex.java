// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.List;

/** A regular expression, parsed. */
sealed interface Regex {
    /** Any one of some characters. */
    record Characters(CodePointSet set) implements Regex {}

    /** Parts one after the other. */
    record Sequence(List<Regex> parts) implements Regex {}

    /** Any one of some parts. */
    record Choice(List<Regex> alternatives) implements Regex {}

    /** A part several times; {@link #ENDLESS} for no upper limit. */
    record Repeat(Regex part, int least, int most) implements Regex {}

    int ENDLESS = -1;

    /** Any text at all. */
    Regex ANYTHING = new Repeat(new Characters(CodePointSet.ALL), 0, ENDLESS);
}
