// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import java.nio.charset.StandardCharsets;

/**
 * The field names that a decoder knows, found by their bytes: a {@link JsonCursor} tells which of them it has met without
 * making a String of it. Immutable and thread-safe; keep one in a constant.
 */
public final class JsonNames {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final byte[][] names;

    /** The first eight bytes of each name. */
    private final long[] beginnings;

    /** Open addressing: index of a name plus one, by hash; zero for an empty slot. */
    private final int[] slots;

    private JsonNames(byte[][] names) {
        this.names = names;
        this.beginnings = new long[names.length];
        this.slots = new int[Integer.highestOneBit(Math.max(names.length, 1)) * 4];
        for (int i = 0; i < names.length; i++) {
            beginnings[i] = Scan.beginning(names[i], 0, names[i].length);
            int slot = slot(beginnings[i], names[i].length);
            while (slots[slot] != 0) {
                slot = next(slot);
            }
            slots[slot] = i + 1;
        }
    }

    /** These names; the first has index 0. */
    public static JsonNames of(String... names) {
        byte[][] encoded = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            encoded[i] = names[i].getBytes(StandardCharsets.UTF_8);
        }
        return new JsonNames(encoded);
    }

    /** The index of the name that stands in a place, or {@link JsonCursor#UNKNOWN}. */
    int find(byte[] bytes, int from, int to) {
        int length = to - from;
        long beginning = Scan.beginning(bytes, from, to);
        int slot = slot(beginning, length);
        while (slots[slot] != 0) {
            int index = slots[slot] - 1;
            if (beginnings[index] == beginning && isAt(names[index], bytes, from, length)) {
                return index;
            }
            slot = next(slot);
        }
        return JsonCursor.UNKNOWN;
    }

    int find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length);
    }

    private int slot(long beginning, int length) {
        return (int) (((beginning + length) * GOLDEN_RATIO) >>> 40) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    /** Whether a name stands in a place; that it begins so is known. */
    private static boolean isAt(byte[] name, byte[] bytes, int from, int length) {
        if (name.length != length) {
            return false;
        }
        for (int i = Long.BYTES; i < length; i++) {
            if (name[i] != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
