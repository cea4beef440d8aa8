// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Chooses tokens so that the answer always matches a grammar, also when the tokens run out: as soon as a choice would
 * leave too few tokens to bring the text to an end, it goes a short way there. Not thread-safe.
 */
final class GrammarChooser implements TokenChooser {
    private final Tokenizer tokenizer;
    private final ByteTokens byteTokens;
    private final Sampler sampler;
    private final Deque<Integer> closing = new ArrayDeque<>();
    private Reading reading;
    private boolean cutShort;

    GrammarChooser(Grammar grammar, Tokenizer tokenizer, ByteTokens byteTokens, Sampler sampler) {
        this.tokenizer = tokenizer;
        this.byteTokens = byteTokens;
        this.sampler = sampler;
        reading = Reading.of(grammar);
    }

    /** How many tokens the answer needs at least, to be asked before the first is chosen. */
    int leastTokens() {
        return byteTokens.cover(reading.wayToEnd()).length;
    }

    @Override
    public int choose(float[] scores, int remaining) {
        if (closing.isEmpty()) {
            int token = sampler.choose(scores, this::isAllowed);
            if (token == tokenizer.endOfAnswer() || canEndWithin(remaining - 1, after(token))) {
                accept(token);
                return token;
            }
            beginClosing();
        }
        int token = closing.isEmpty() ? tokenizer.endOfAnswer() : closing.remove();
        accept(token);
        return token;
    }

    private boolean isAllowed(int token) {
        return tokenizer.isControl(token)
                ? token == tokenizer.endOfAnswer() && reading.isEnd()
                : after(token).isPossible();
    }

    private Reading after(int token) {
        return reading.after(tokenizer.bytes(token));
    }

    private boolean canEndWithin(int tokens, Reading from) {
        byte[] way = from.wayToEnd();
        // Each byte is a token by itself, if need be.
        return way.length <= tokens || byteTokens.cover(way).length <= tokens;
    }

    private void beginClosing() {
        cutShort = true;
        for (int token : byteTokens.cover(reading.wayToEnd())) {
            closing.add(token);
        }
    }

    @Override
    public void accept(int token) {
        reading = after(token);
    }

    @Override
    public boolean isComplete() {
        return closing.isEmpty() && (cutShort ? reading.isEnd() : reading.isOnlyEnd());
    }

    @Override
    public boolean wasCutShort() {
        return cutShort;
    }
}
