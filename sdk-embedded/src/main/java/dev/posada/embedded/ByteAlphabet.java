// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.Arrays;

/**
 * The printable characters that stand for bytes in the vocabulary of a GPT-2 tokenizer: printable Latin-1 characters for
 * themselves, and for the other bytes, in order, the characters from U+0100 on.
 */
final class ByteAlphabet {
    private static final char FIRST_SUBSTITUTE = 0x100;
    private static final char[] CHARACTERS = new char[256];
    private static final short[] BYTES = new short[FIRST_SUBSTITUTE + 256];

    static {
        Arrays.fill(BYTES, (short) -1);
        char substitute = FIRST_SUBSTITUTE;
        for (int value = 0; value < 256; value++) {
            char character = isPrintable(value) ? (char) value : substitute++;
            CHARACTERS[value] = character;
            BYTES[character] = (short) value;
        }
    }

    private ByteAlphabet() {}

    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= '¡' && value <= '¬') || value >= '®';
    }

    /** The character that stands for a byte. */
    static char character(int value) {
        return CHARACTERS[value];
    }

    /** The bytes that a token's characters stand for. */
    static byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            char character = token.charAt(i);
            int value = character < BYTES.length ? BYTES[character] : -1;
            if (value < 0) {
                throw new ModelFileException("the token \"" + token + "\" has a character that stands for no byte");
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }
}
