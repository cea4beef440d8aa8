// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToIntFunction;

/** The merges of a BPE tokenizer, by rank: the earlier one in the list goes first. Immutable and thread-safe. */
final class MergeRules {
    private static final int NONE = -1;

    /** From a pair of tokens to the merge's rank. */
    private final Map<Long, Integer> ranks;

    private final int[] results;

    private MergeRules(Map<Long, Integer> ranks, int[] results) {
        this.ranks = ranks;
        this.results = results;
    }

    /** The merges of a model file, each two tokens with a space between them. */
    static MergeRules of(List<String> lines, ToIntFunction<String> ids) {
        Map<Long, Integer> ranks = new HashMap<>(2 * lines.size());
        int[] results = new int[lines.size()];
        for (int rank = 0; rank < results.length; rank++) {
            String line = lines.get(rank);
            int space = line.indexOf(' ');
            if (space < 1 || space == line.length() - 1 || line.indexOf(' ', space + 1) >= 0) {
                throw new ModelFileException("the merge \"" + line + "\" is not two tokens with a space between them");
            }
            String left = line.substring(0, space);
            String right = line.substring(space + 1);
            results[rank] = ids.applyAsInt(left + right);
            ranks.putIfAbsent(pair(ids.applyAsInt(left), ids.applyAsInt(right)), rank);
        }
        return new MergeRules(ranks, results);
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    /**
     * Merges the tokens of one piece of text, always the pair of lowest rank first and of those the leftmost, and adds
     * what remains to the target. Takes time in proportion to the piece's length, but for a logarithm: a hostile text may
     * be one long piece.
     */
    void merge(int[] ids, Tokens target) {
        Piece piece = new Piece(ids);
        piece.mergeAll();
        piece.addTo(target);
    }

    /** The tokens of a piece as a linked list; a token that was merged into its left neighbour is {@link #NONE}. */
    private final class Piece {
        private final int[] ids;
        private final int[] next;
        private final int[] previous;

        /** Merges to be done: rank in the upper half, place in the lower. May be out of date by the time. */
        private final PriorityQueue<Long> queue = new PriorityQueue<>();

        Piece(int[] ids) {
            this.ids = ids;
            next = new int[ids.length];
            previous = new int[ids.length];
            for (int place = 0; place < ids.length; place++) {
                next[place] = place + 1;
                previous[place] = place - 1;
                offer(place);
            }
        }

        private void offer(int place) {
            int rank = rankAt(place);
            if (rank != NONE) {
                queue.add(pair(rank, place));
            }
        }

        private int rankAt(int place) {
            if (place < 0 || ids[place] == NONE || next[place] >= ids.length) {
                return NONE;
            }
            return ranks.getOrDefault(pair(ids[place], ids[next[place]]), NONE);
        }

        void mergeAll() {
            while (!queue.isEmpty()) {
                long first = queue.remove();
                int place = (int) first;
                int rank = (int) (first >> 32);
                if (rankAt(place) == rank) {
                    mergeAt(place, rank);
                }
            }
        }

        private void mergeAt(int place, int rank) {
            int right = next[place];
            ids[place] = results[rank];
            ids[right] = NONE;
            next[place] = next[right];
            if (next[place] < ids.length) {
                previous[next[place]] = place;
            }
            offer(previous[place]);
            offer(place);
        }

        void addTo(Tokens target) {
            for (int place = 0; place < ids.length; place = next[place]) {
                target.add(ids[place]);
            }
        }
    }
}
