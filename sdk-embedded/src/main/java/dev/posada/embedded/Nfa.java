// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/** A nondeterministic machine for a regular expression; as a source, its states are sets of its states. */
final class Nfa implements Automaton.Source<BitSet> {
    private static final int MOST_STATES = 10_000;

    /** What leads on from a state by reading a code point, and what without. */
    private static final class State {
        final List<Automaton.Move<Integer>> moves = new ArrayList<>(1);
        final List<Integer> jumps = new ArrayList<>(2);
    }

    private final List<State> states = new ArrayList<>();
    private final int start;
    private final int end;

    /**
     * Builds the machine.
     *
     * @throws SchemaException if it would be too large
     */
    Nfa(Regex regex) {
        start = newState();
        end = add(regex, start);
    }

    private int newState() {
        if (states.size() == MOST_STATES) {
            throw new SchemaException("a pattern is too long, or repeats too often");
        }
        states.add(new State());
        return states.size() - 1;
    }

    private void jump(int from, int to) {
        states.get(from).jumps.add(to);
    }

    /** Adds an expression that begins in a state, and says in which state it ends. */
    private int add(Regex regex, int from) {
        if (regex instanceof Regex.Characters characters) {
            return addCharacters(characters, from);
        }
        if (regex instanceof Regex.Sequence sequence) {
            int last = from;
            for (Regex part : sequence.parts()) {
                last = add(part, last);
            }
            return last;
        }
        if (regex instanceof Regex.Choice choice) {
            return addChoice(choice, from);
        }
        return addRepeat((Regex.Repeat) regex, from);
    }

    private int addCharacters(Regex.Characters characters, int from) {
        int last = newState();
        for (CodePointSet.Range range : characters.set().ranges()) {
            states.get(from).moves.add(new Automaton.Move<>(range.first(), range.last(), last));
        }
        return last;
    }

    private int addChoice(Regex.Choice choice, int from) {
        List<Integer> ends = new ArrayList<>();
        for (Regex alternative : choice.alternatives()) {
            int begin = newState();
            jump(from, begin);
            ends.add(add(alternative, begin));
        }
        int last = newState();
        ends.forEach(branch -> jump(branch, last));
        return last;
    }

    private int addRepeat(Regex.Repeat repeat, int from) {
        int last = from;
        for (int i = 0; i < repeat.least(); i++) {
            last = add(repeat.part(), last);
        }
        if (repeat.most() == Regex.ENDLESS) {
            return addLoop(repeat.part(), last);
        }
        int out = newState();
        for (int i = repeat.least(); i < repeat.most(); i++) {
            jump(last, out);
            last = add(repeat.part(), last);
        }
        jump(last, out);
        return out;
    }

    private int addLoop(Regex part, int from) {
        int begin = newState();
        jump(from, begin);
        jump(add(part, begin), begin);
        int out = newState();
        jump(begin, out);
        return out;
    }

    @Override
    public BitSet start() {
        BitSet first = new BitSet();
        first.set(start);
        return closed(first);
    }

    /** A set of states, with those that are reached without reading. */
    private BitSet closed(BitSet set) {
        Deque<Integer> open = new ArrayDeque<>();
        set.stream().forEach(open::add);
        while (!open.isEmpty()) {
            for (int target : states.get(open.remove()).jumps) {
                if (!set.get(target)) {
                    set.set(target);
                    open.add(target);
                }
            }
        }
        return set;
    }

    @Override
    public List<Automaton.Move<BitSet>> moves(BitSet set) {
        List<Automaton.Move<Integer>> all = set.stream()
                .mapToObj(states::get)
                .flatMap(state -> state.moves.stream())
                .toList();
        TreeSet<Integer> borders = new TreeSet<>();
        all.forEach(move -> {
            borders.add(move.first());
            borders.add(move.last() + 1);
        });
        List<Automaton.Move<BitSet>> moves = new ArrayList<>();
        for (int first : borders) {
            Integer next = borders.higher(first);
            BitSet targets = new BitSet();
            all.stream()
                    .filter(move -> move.first() <= first && first <= move.last())
                    .forEach(move -> targets.set(move.target()));
            if (next != null && !targets.isEmpty()) {
                moves.add(new Automaton.Move<>(first, next - 1, closed(targets)));
            }
        }
        return moves;
    }

    @Override
    public boolean accepts(BitSet set) {
        return set.get(end);
    }
}
