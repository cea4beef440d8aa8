// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import java.nio.charset.StandardCharsets;

/** The string that a {@link JsonCursor} has come to. Used by one thread at a time. */
final class JsonText {
    /** The length of an escape by number: a backslash, the letter u and four digits. */
    private static final int NUMBERED_ESCAPE = 6;

    private final JsonInput in;

    private static final int FIRST_ROOM = 256;

    /** Room for strings with escapes; most answers have none. */
    private byte[] unescaped = new byte[0];

    JsonText(JsonInput in) {
        this.in = in;
    }

    /** Reads the string whose opening quote is at the current place. */
    String read() {
        int from = in.position + 1;
        int stop = Scan.endOfPlainText(in.bytes, from, in.end);
        if (in.at(stop) == '"') {
            in.position = stop + 1;
            // Nearly every string is ASCII, and this is the charset whose decoding is a plain copy.
            return stop - from <= ShortTexts.LONGEST
                    ? ShortTexts.get(in.bytes, from, stop)
                    : new String(in.bytes, from, stop - from, StandardCharsets.ISO_8859_1);
        }
        skip();
        int to = in.position - 1;
        int backslash = stop;
        while (backslash < to && in.bytes[backslash] != '\\') {
            backslash++;
        }
        return backslash == to
                ? new String(in.bytes, from, to - from, StandardCharsets.UTF_8)
                : unescape(from, to, backslash);
    }

    /** Goes over the string whose opening quote is at the current place. */
    void skip() {
        int i = Scan.endOfPlainText(in.bytes, in.position + 1, in.end);
        while (i < in.end) {
            byte b = in.bytes[i];
            if (b == '"') {
                in.position = i + 1;
                return;
            }
            if (b == '\\') {
                i = endOfEscape(i);
            } else if (b >= 0 && b < ' ') {
                in.position = i;
                throw in.invalid("a control character stands in a string without escape");
            } else {
                i = Scan.endOfPlainText(in.bytes, i + 1, in.end);
            }
        }
        in.position = in.end;
        throw in.invalid("the text ended in the middle of a string");
    }

    private int endOfEscape(int backslash) {
        int kind = in.at(backslash + 1);
        if (kind == 'u') {
            hex(backslash + 2);
            return backslash + NUMBERED_ESCAPE;
        }
        plainEscape(backslash, kind);
        return backslash + 2;
    }

    private int plainEscape(int backslash, int kind) {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> {
                in.position = backslash;
                throw in.invalid("an unknown escape");
            }
        };
    }

    private int hex(int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(in.at(i), 16);
            if (digit < 0) {
                in.position = Math.min(i, in.end);
                throw in.invalid("four hexadecimal digits were expected");
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** Resolves escapes into UTF-8 and decodes that; no escape is shorter than what it stands for. */
    private String unescape(int from, int to, int firstBackslash) {
        if (unescaped.length < to - from) {
            unescaped = new byte[Math.max(Math.max(to - from, FIRST_ROOM), unescaped.length * 2)];
        }
        int size = firstBackslash - from;
        System.arraycopy(in.bytes, from, unescaped, 0, size);
        int i = firstBackslash;
        while (i < to) {
            byte b = in.bytes[i];
            if (b != '\\') {
                unescaped[size++] = b;
                i++;
            } else if (in.bytes[i + 1] == 'u') {
                int character = codePoint(i, to);
                size = Utf8.put(character, unescaped, size);
                i += NUMBERED_ESCAPE * Character.charCount(character);
            } else {
                unescaped[size++] = (byte) plainEscape(i, in.bytes[i + 1]);
                i += 2;
            }
        }
        return new String(unescaped, 0, size, StandardCharsets.UTF_8);
    }

    /** The character of an escape, or of the two that make a pair of surrogates. */
    private int codePoint(int backslash, int to) {
        char unit = (char) hex(backslash + 2);
        int next = backslash + NUMBERED_ESCAPE;
        boolean pairIsPossible = Character.isHighSurrogate(unit)
                && next + NUMBERED_ESCAPE <= to
                && in.bytes[next] == '\\'
                && in.bytes[next + 1] == 'u';
        if (pairIsPossible) {
            char low = (char) hex(next + 2);
            if (Character.isLowSurrogate(low)) {
                return Character.toCodePoint(unit, low);
            }
        }
        return unit;
    }
}
