// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The field names that a decoder knows, found by their bytes: a {@link JsonCursor} tells which of them it has met without
 * making a String of it. Immutable and thread-safe; keep one in a constant.
 */
public final class JsonNames {
    private final byte[][] names;

    /** Open addressing: index of a name plus one, by hash; zero for an empty slot. */
    private final int[] slots;

    private JsonNames(byte[][] names) {
        this.names = names;
        this.slots = new int[Integer.highestOneBit(Math.max(names.length, 1)) * 4];
        for (int i = 0; i < names.length; i++) {
            int slot = hash(names[i], 0, names[i].length) & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i + 1;
        }
    }

    /** These names; the first has index 0. */
    public static JsonNames of(String... names) {
        return new JsonNames(Arrays.stream(names)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    /** The index of a name, or {@link JsonCursor#UNKNOWN}. */
    int find(byte[] bytes, int from, int to, int hash) {
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            byte[] name = names[slots[slot] - 1];
            if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return JsonCursor.UNKNOWN;
    }

    int find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length, hash(bytes, 0, bytes.length));
    }

    /** The hash that {@link JsonCursor} computes on its way over a name. */
    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }
}
