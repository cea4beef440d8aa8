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
        Pieces pieces = new Pieces(text);
        long length = 0;
        while (pieces.next()) {
            length += pieces.size;
        }
        return length;
    }

    /** Writes a text piece by piece. */
    static void write(String text, BufferedSink sink) throws IOException {
        Pieces pieces = new Pieces(text);
        while (pieces.next()) {
            sink.write(pieces.bytes, 0, pieces.size);
        }
    }

    /** A long text as the bytes of one piece after the other. */
    private static final class Pieces {
        private static final int CHARACTERS = 4 * 1024;

        private final String text;
        private final char[] characters = new char[CHARACTERS]; // quicker to look at than the String, one by one
        private final byte[] bytes = new byte[CHARACTERS * LONGEST];
        private int taken;
        private int size;

        Pieces(String text) {
            this.text = text;
        }

        boolean next() {
            int count = Math.min(CHARACTERS, text.length() - taken);
            if (count < text.length() - taken && Character.isHighSurrogate(text.charAt(taken + count - 1))) {
                count--; // both halves of a character go into one piece
            }
            text.getChars(taken, taken + count, characters, 0);
            taken += count;
            encode(count);
            return count > 0;
        }

        private void encode(int count) {
            int end = 0;
            for (int i = 0; i < count; i++) {
                char c = characters[i];
                if (isPlain(c)) {
                    bytes[end++] = (byte) c;
                } else if (c < 0x80) {
                    end = putEscape(c, bytes, end);
                } else {
                    int character = Character.codePointAt(characters, i, count);
                    end = Utf8.put(character, bytes, end);
                    i += Character.charCount(character) - 1;
                }
            }
            size = end;
        }
    }
}
