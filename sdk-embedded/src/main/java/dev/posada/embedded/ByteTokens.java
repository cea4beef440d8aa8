// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Finds few tokens for given bytes. Immutable and thread-safe. */
final class ByteTokens {
    /** By their bytes, one Latin-1 character for each. */
    private final Map<String, Integer> tokens = new HashMap<>();

    private final int longest;

    ByteTokens(Tokenizer tokenizer) {
        int most = 1;
        for (int token = 0; token < tokenizer.vocabulary(); token++) {
            byte[] bytes = tokenizer.bytes(token);
            if (bytes.length > 0) {
                tokens.putIfAbsent(new String(bytes, StandardCharsets.ISO_8859_1), token);
                most = Math.max(most, bytes.length);
            }
        }
        longest = most;
    }

    /** Tokens that together have exactly these bytes: always the longest that fits. */
    int[] cover(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Tokens cover = new Tokens();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + longest);
            Integer token = tokens.get(text.substring(from, to));
            while (token == null) {
                token = tokens.get(text.substring(from, --to)); // ends with the token of a single byte at the latest
            }
            cover.add(token);
            from = to;
        }
        return cover.toArray();
    }
}
