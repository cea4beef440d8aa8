// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * What a conversation leaves behind in memory: its tokens, with their keys and values. The next prompt that begins with
 * the same tokens need not have them read again. Used by one run at a time.
 */
final class Session {
    final KeyValueCache cache;
    final Workspace work;

    /** The tokens that were read; room for the whole window. */
    final int[] tokens;

    /** How many of them were read. */
    int length;

    Session(ModelShape shape) {
        cache = new KeyValueCache(shape);
        work = new Workspace(shape);
        tokens = new int[shape.window()];
    }

    /** How many tokens at the begin of a prompt were read already. */
    int commonPrefix(int[] prompt) {
        int most = Math.min(length, prompt.length);
        int common = 0;
        while (common < most && tokens[common] == prompt[common]) {
            common++;
        }
        return common;
    }

    /** Takes over the first tokens of another session. */
    void copy(Session other, int count) {
        cache.copy(other.cache, count);
        System.arraycopy(other.tokens, 0, tokens, 0, count);
        length = count;
    }
}
