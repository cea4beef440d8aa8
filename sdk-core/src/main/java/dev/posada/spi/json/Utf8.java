// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

/** Encodes single characters, for texts that are built byte by byte. */
public final class Utf8 {
    /** What a single character needs at most. */
    public static final int LONGEST = 4;

    private static final int REPLACEMENT = 0xFFFD;

    private Utf8() {}

    /**
     * Writes a character; U+FFFD in place of a surrogate that stands alone.
     *
     * @return the place after it
     */
    public static int put(int character, byte[] target, int place) {
        boolean alone = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        int c = alone ? REPLACEMENT : character;
        int at = place;
        if (c < 0x80) {
            target[at++] = (byte) c;
        } else if (c < 0x800) {
            target[at++] = (byte) (0xC0 + (c >> 6));
            target[at++] = continuation(c);
        } else if (c < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            target[at++] = (byte) (0xE0 + (c >> 12));
            target[at++] = continuation(c >> 6);
            target[at++] = continuation(c);
        } else {
            target[at++] = (byte) (0xF0 + (c >> 18));
            target[at++] = continuation(c >> 12);
            target[at++] = continuation(c >> 6);
            target[at++] = continuation(c);
        }
        return at;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 + (bits & 0x3F));
    }
}
