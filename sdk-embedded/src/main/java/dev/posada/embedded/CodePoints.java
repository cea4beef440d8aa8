// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * Which texts a string may hold: a machine that reads code points and goes from state to state. From each state that it
 * can be in, some text leads to acceptance. Immutable and thread-safe.
 */
interface CodePoints {
    /** No state, or no code point. */
    int NONE = -1;

    /** The state after a code point; {@link #NONE} if it can't follow. */
    int next(int state, int codePoint);

    /** Whether the text may end in this state. The state at the start is 0. */
    boolean accepts(int state);

    /** Any code point of a range that can follow; {@link #NONE} if none can. */
    int oneOf(int state, int first, int last);

    /** The next code point on a short way from a state that does not accept to one that does. */
    int towardEnd(int state);

    /** Any text of a number of code points; {@link Integer#MAX_VALUE} for no upper limit. */
    record OfLength(int least, int most) implements CodePoints {
        @Override
        public int next(int state, int codePoint) {
            if (state == most) {
                return NONE;
            }
            return most == Integer.MAX_VALUE ? Math.min(state + 1, least) : state + 1;
        }

        @Override
        public boolean accepts(int state) {
            return state >= least;
        }

        @Override
        public int oneOf(int state, int first, int last) {
            return first > last || state == most ? NONE : first;
        }

        @Override
        public int towardEnd(int state) {
            return 'a';
        }
    }
}
