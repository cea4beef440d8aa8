// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

/** Keeps text of a model or server from steering the terminal. */
final class ControlCharacters {
    private ControlCharacters() {}

    /** The text with control characters other than line ends and tabs made visible. */
    static String shown(String text) {
        int first = firstHarmful(text);
        if (first < 0) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 8).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmful(c)) {
                // U+2400 and those that follow are pictures of the control characters.
                shown.append(c < 0x20 ? (char) (0x2400 + c) : '\uFFFD');
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private static int firstHarmful(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isHarmful(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isHarmful(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
    }
}
