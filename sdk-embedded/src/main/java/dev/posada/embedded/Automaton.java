// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A deterministic machine over code points that knows from each state the way to the nearest end. Immutable. */
final class Automaton implements CodePoints {
    private static final int UNREACHABLE = Integer.MAX_VALUE;
    private static final int MOST_STATES = 20_000;

    /** What is written where a string must be filled up, if it may be. */
    private static final String PLAIN = "a0A- ";

    private final List<List<Move<Integer>>> moves;
    private final boolean[] accepting;

    /** How many code points it takes from each state to the nearest accepting one. */
    private final int[] distances;

    /** The code points that lead from one state to another. */
    record Move<S>(int first, int last, S target) {}

    /** A machine as it is thought up, whose states are values of any kind. */
    interface Source<S> {
        S start();

        /** What leads on from a state; the ranges don't overlap. */
        List<Move<S>> moves(S state);

        boolean accepts(S state);
    }

    private Automaton(List<List<Move<Integer>>> moves, List<Boolean> accepting) {
        this.moves = moves;
        this.accepting = new boolean[accepting.size()];
        for (int state = 0; state < this.accepting.length; state++) {
            this.accepting[state] = accepting.get(state);
        }
        distances = distances();
    }

    /**
     * Explores all states of a machine.
     *
     * @throws SchemaException if there are too many of them, or no text is accepted
     */
    static <S> Automaton of(Source<S> source) {
        Map<S, Integer> numbers = new HashMap<>();
        List<S> states = new ArrayList<>();
        List<List<Move<Integer>>> moves = new ArrayList<>();
        List<Boolean> accepting = new ArrayList<>();
        numbers.put(source.start(), 0);
        states.add(source.start());
        for (int i = 0; i < states.size(); i++) {
            S state = states.get(i);
            List<Move<Integer>> own = new ArrayList<>();
            for (Move<S> move : source.moves(state)) {
                Integer target = numbers.putIfAbsent(move.target, states.size());
                if (target == null) {
                    target = states.size();
                    states.add(move.target);
                }
                own.add(new Move<>(move.first, move.last, target));
            }
            moves.add(own);
            accepting.add(source.accepts(state));
            if (states.size() > MOST_STATES) {
                throw new SchemaException("a pattern, with its length limits, is too complicated");
            }
        }
        Automaton automaton = new Automaton(moves, accepting);
        if (automaton.distances[0] == UNREACHABLE) {
            throw new SchemaException("no text can match a pattern with its length limits");
        }
        return automaton;
    }

    /** The same machine for texts of limited length only. */
    Automaton withLength(int least, int most) {
        return of(new Counted(this, least, most));
    }

    private int[] distances() {
        int[] known = new int[accepting.length];
        Arrays.fill(known, UNREACHABLE);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int state = known.length - 1; state >= 0; state--) {
                int distance = distance(state, known);
                changed |= distance != known[state];
                known[state] = distance;
            }
        }
        return known;
    }

    private int distance(int state, int[] known) {
        int best = accepting[state] ? 0 : UNREACHABLE;
        for (Move<Integer> move : moves.get(state)) {
            int after = known[move.target];
            best = after == UNREACHABLE ? best : Math.min(best, after + 1);
        }
        return best;
    }

    @Override
    public int next(int state, int codePoint) {
        for (Move<Integer> move : moves.get(state)) {
            if (codePoint >= move.first && codePoint <= move.last) {
                return distances[move.target] == UNREACHABLE ? NONE : move.target;
            }
        }
        return NONE;
    }

    @Override
    public boolean accepts(int state) {
        return accepting[state];
    }

    @Override
    public int oneOf(int state, int first, int last) {
        for (Move<Integer> move : moves.get(state)) {
            int candidate = Math.max(first, move.first);
            if (candidate <= Math.min(last, move.last) && distances[move.target] != UNREACHABLE) {
                return candidate;
            }
        }
        return NONE;
    }

    @Override
    public int towardEnd(int state) {
        for (Move<Integer> move : moves.get(state)) {
            if (distances[move.target] != UNREACHABLE && distances[move.target] < distances[state]) {
                return PLAIN.chars()
                        .filter(plain -> plain >= move.first && plain <= move.last)
                        .findFirst()
                        .orElse(move.first);
            }
        }
        throw new IllegalStateException("A state that leads nowhere.");
    }

    /** A state of another machine, and how many code points were read. */
    private record Count(int state, int read) {}

    private record Counted(Automaton machine, int least, int most) implements Source<Count> {
        @Override
        public Count start() {
            return new Count(0, 0);
        }

        @Override
        public List<Move<Count>> moves(Count count) {
            if (count.read == most) {
                return List.of();
            }
            int read = most == Integer.MAX_VALUE ? Math.min(count.read + 1, least) : count.read + 1;
            return machine.moves.get(count.state).stream()
                    .filter(move -> machine.distances[move.target] != UNREACHABLE)
                    .map(move -> new Move<>(move.first, move.last, new Count(move.target, read)))
                    .toList();
        }

        @Override
        public boolean accepts(Count count) {
            return machine.accepting[count.state] && count.read >= least;
        }
    }
}
