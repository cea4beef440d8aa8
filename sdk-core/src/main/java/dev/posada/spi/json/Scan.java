// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for bytes, eight at a time: a token's line is mostly text that nobody wants to look at.
 *
 * <p>A byte of a word is zero if subtracting one sets its highest bit and that bit was not set before. A byte above a true hit
 * may be a false one because of the borrow, so only the lowest hit counts.
 */
final class Scan {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private Scan() {}

    /** The first byte that is not plain text inside a JSON string: a quote, a backslash, a control or anything beyond ASCII. */
    static int endOfPlainText(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORDS.get(bytes, i);
            long hits = (zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | (word - SPACES) | word) & HIGH_BITS;
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >> 3);
            }
        }
        while (i < to && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** Up to eight bytes as one number; those that are missing are zero. */
    static long beginning(byte[] bytes, int from, int to) {
        int missing = Long.BYTES - (to - from);
        if (missing <= 0) {
            return (long) WORDS.get(bytes, from);
        }
        if (to <= from) {
            return 0;
        }
        if (from + Long.BYTES <= bytes.length) {
            return (long) WORDS.get(bytes, from) & (-1L >>> (missing * Byte.SIZE));
        }
        long word = 0;
        for (int i = to - 1; i >= from; i--) {
            word = (word << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return word;
    }

    /** The highest bit of each byte that is zero, and rubbish in the other bits. */
    private static long zeros(long word) {
        return (word - ONES) & ~word;
    }
}
