// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.spi.json.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.BufferedSink;

/** Writes texts as the inside of JSON strings, in UTF-8. Surrogates that stand alone become U+FFFD. */
final class JsonQuoting {
    /** What a character needs at most. */
    static final int LONGEST = 6;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final int WRITTEN_AT_ONCE = 8 * 1024;

    private JsonQuoting() {}

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
    }

    /** Writes the character at a place, whatever it is, and says where the target goes on. */
    static int put(String text, int place, byte[] target, int size) {
        char c = text.charAt(place);
        if (isPlain(c)) {
            target[size] = (byte) c;
            return size + 1;
        }
        return putOther(text, place, target, size);
    }

    private static int putOther(String text, int place, byte[] target, int size) {
        char c = text.charAt(place);
        return c < 0x80 ? putEscape(c, target, size) : Utf8.put(text.codePointAt(place), target, size);
    }

    private static int putEscape(char c, byte[] target, int from) {
        int size = from;
        target[size++] = '\\';
        switch (c) {
            case '"', '\\' -> target[size++] = (byte) c;
            case '\n' -> target[size++] = 'n';
            case '\r' -> target[size++] = 'r';
            case '\t' -> target[size++] = 't';
            default -> {
                target[size++] = 'u';
                target[size++] = '0';
                target[size++] = '0';
                target[size++] = HEX[c >> 4];
                target[size++] = HEX[c & 0xF];
            }
        }
        return size;
    }

    /** How many bytes a text becomes. */
    static long length(String text) {
        byte[] one = new byte[LONGEST];
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                length++;
            } else {
                length += putOther(text, i, one, 0);
                i += Character.charCount(text.codePointAt(i)) - 1;
            }
        }
        return length;
    }

    /** Writes a text piece by piece. */
    static void write(String text, BufferedSink sink) throws IOException {
        byte[] piece = new byte[WRITTEN_AT_ONCE];
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            if (size > piece.length - LONGEST) {
                sink.write(piece, 0, size);
                size = 0;
            }
            char c = text.charAt(i);
            if (isPlain(c)) {
                piece[size++] = (byte) c;
            } else {
                size = putOther(text, i, piece, size);
                i += Character.charCount(text.codePointAt(i)) - 1;
            }
        }
        sink.write(piece, 0, size);
    }
}
