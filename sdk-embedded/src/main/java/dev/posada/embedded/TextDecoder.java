// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes of tokens into text as they come. A token may hold part of a character: it is held back until the rest
 * is there, and bytes that can't be text become U+FFFD once that is certain. Not thread-safe.
 */
final class TextDecoder {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] heldBack = new byte[0];

    /** The text that is certain after these bytes; may be empty. */
    String decode(byte[] bytes) {
        return decode(bytes, false);
    }

    /** The text of what was held back, now that nothing more comes. */
    String finish() {
        return decode(new byte[0], true);
    }

    private String decode(byte[] bytes, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(heldBack.length + bytes.length);
        in.put(heldBack).put(bytes).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, out, last);
        if (last) {
            decoder.flush(out);
            decoder.reset();
        }
        heldBack = new byte[in.remaining()];
        in.get(heldBack);
        return out.flip().toString();
    }
}
