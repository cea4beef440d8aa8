// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses tokens so that the answer always matches a grammar, also when the tokens run out: as soon as a choice would
 * leave too few tokens to bring the text to an end, it goes the shortest way there. Not thread-safe.
 */
final class GrammarChooser implements TokenChooser {
    /** Readings of an ambiguous text that are kept; fewer of them can only make the grammar narrower. */
    private static final int MOST_PLACES = 256;

    private final Tokenizer tokenizer;
    private final ByteTokens byteTokens;
    private final Sampler sampler;
    private List<Place> places;
    private final Deque<Integer> closing = new ArrayDeque<>();
    private boolean cutShort;

    GrammarChooser(Grammar grammar, Tokenizer tokenizer, ByteTokens byteTokens, Sampler sampler) {
        this.tokenizer = tokenizer;
        this.byteTokens = byteTokens;
        this.sampler = sampler;
        places = List.of(grammar.start());
    }

    /** How many tokens the shortest answer has. */
    int shortestAnswer() {
        return byteTokens.cover(shortestWayToEnd(places)).length;
    }

    @Override
    public int choose(float[] scores, int remaining) {
        if (closing.isEmpty()) {
            int token = sampler.choose(scores, this::isAllowed);
            if (token == tokenizer.endOfAnswer()) {
                return token;
            }
            List<Place> after = after(token, places);
            if (canEndWithin(remaining - 1, after)) {
                places = after;
                return token;
            }
            beginClosing();
            if (closing.isEmpty()) {
                return tokenizer.endOfAnswer();
            }
        }
        int token = closing.remove();
        accept(token);
        return token;
    }

    private void beginClosing() {
        cutShort = true;
        for (int token : byteTokens.cover(shortestWayToEnd(places))) {
            closing.add(token);
        }
    }

    private boolean isAllowed(int token) {
        if (tokenizer.isControl(token)) {
            return token == tokenizer.endOfAnswer() && isEnd();
        }
        return !after(token, places).isEmpty();
    }

    private List<Place> after(int token, List<Place> before) {
        List<Place> now = before;
        for (byte value : tokenizer.bytes(token)) {
            List<Place> next = new ArrayList<>();
            for (Place place : now) {
                place.read(value & 0xFF, next::add);
            }
            if (next.isEmpty()) {
                return next;
            }
            now = next.size() == 1 ? next : distinct(next);
        }
        return now;
    }

    private static List<Place> distinct(List<Place> places) {
        Set<Place> distinct = new LinkedHashSet<>(places);
        return distinct.stream().limit(MOST_PLACES).toList();
    }

    private boolean canEndWithin(int tokens, List<Place> from) {
        byte[] way = shortestWayToEnd(from);
        // Each byte is a token by itself, if need be.
        return way.length <= tokens || byteTokens.cover(way).length <= tokens;
    }

    private static byte[] shortestWayToEnd(List<Place> from) {
        byte[] best = null;
        for (Place place : from) {
            ByteArrayOutputStream way = new ByteArrayOutputStream();
            place.close(way);
            if (best == null || way.size() < best.length) {
                best = way.toByteArray();
            }
        }
        if (best == null) {
            throw new IllegalStateException("A text that the grammar does not allow.");
        }
        return best;
    }

    @Override
    public void accept(int token) {
        places = after(token, places);
    }

    private boolean isEnd() {
        return places.stream().anyMatch(Place::isEnd);
    }

    @Override
    public boolean isComplete() {
        return closing.isEmpty() && isEnd() && (cutShort || places.stream().allMatch(Place.End.INSTANCE::equals));
    }

    @Override
    public boolean wasCutShort() {
        return cutShort;
    }
}
