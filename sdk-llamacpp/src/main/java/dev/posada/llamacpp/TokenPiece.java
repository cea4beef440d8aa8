// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A token with the bytes that it stands for, which may be a part of a character. Immutable and thread-safe. */
public final class TokenPiece {
    private final int id;
    private final byte[] bytes;

    TokenPiece(int id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    /** The token. */
    public int id() {
        return id;
    }

    /** Its bytes, as a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Its bytes as text, with U+FFFD for what is only a part of a character. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenPiece that && id == that.id && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return id + "="
                + (text().indexOf('\uFFFD') < 0 ? text() : HexFormat.of().formatHex(bytes));
    }
}
