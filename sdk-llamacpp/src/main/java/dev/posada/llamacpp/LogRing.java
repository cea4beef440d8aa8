// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of a log, and never more than a bounded number of bytes. Thread-safe. */
final class LogRing {
    private static final int LONGEST_LINE = 2_000;

    private final int capacity;
    private final Deque<String> lines = new ArrayDeque<>();
    private final byte[] current = new byte[LONGEST_LINE];
    private int length;
    private boolean cut;

    LogRing(int capacity) {
        this.capacity = capacity;
    }

    /** Adds bytes as they come; the rest of a line that is too long is left out. */
    synchronized void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                endLine();
            } else if (length < LONGEST_LINE) {
                current[length++] = bytes[i];
            } else {
                cut = true;
            }
        }
    }

    private void endLine() {
        if (lines.size() == capacity) {
            lines.removeFirst();
        }
        lines.addLast(line());
        length = 0;
        cut = false;
    }

    private String line() {
        int end = length > 0 && current[length - 1] == '\r' ? length - 1 : length;
        return new String(current, 0, end, StandardCharsets.UTF_8) + (cut ? "…" : "");
    }

    /** The last lines, oldest first, with one that is not complete yet. */
    synchronized List<String> lines() {
        List<String> copy = new ArrayList<>(lines);
        if (length > 0) {
            copy.add(line());
        }
        return List.copyOf(copy);
    }

    /** The last few lines as one text. */
    String tail(int count) {
        List<String> all = lines();
        return String.join("\n", all.subList(Math.max(0, all.size() - count), all.size()));
    }
}
