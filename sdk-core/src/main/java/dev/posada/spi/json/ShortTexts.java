// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings for short texts in ASCII, one and the same for a text that came before: the few hundred words that make up most of
 * any answer need not be made anew for each token.
 *
 * <p>Shared by all threads without a lock. A slot that two threads write at once holds one of the two Strings afterwards, and a
 * String is compared with the bytes before it is given out.
 */
final class ShortTexts {
    /** Up to this length a text fits into one word, which makes looking it up cheaper than copying it. */
    static final int LONGEST = Long.BYTES;

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final int BITS = 11;
    private static final String[] SLOTS = new String[1 << BITS];

    static {
        Arrays.fill(SLOTS, "");
    }

    private ShortTexts() {}

    /** The text that stands in a place: plain ASCII, no longer than {@link #LONGEST}. */
    static String get(byte[] bytes, int from, int to) {
        int slot = (int) ((Scan.beginning(bytes, from, to) * GOLDEN_RATIO) >>> (Long.SIZE - BITS));
        String known = SLOTS[slot];
        if (isAt(known, bytes, from, to)) {
            return known;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        SLOTS[slot] = text;
        return text;
    }

    private static boolean isAt(String text, byte[] bytes, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
