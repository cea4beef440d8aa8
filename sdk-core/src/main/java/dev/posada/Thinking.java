// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.OptionalInt;

/**
 * How much a model should think before it answers. Immutable and thread-safe.
 *
 * <p>Hosts differ: some know on and off, some know levels, some a budget of tokens. A setting that a host or model has no
 * exact match for is sent as the nearest one, with a {@link ChatWarning#APPROXIMATED} warning; one that it has no match
 * for at all is an {@link UnsupportedFeatureException}.
 */
public final class Thinking {
    /** What is set. */
    public enum Mode {
        /** No thinking. */
        OFF,
        /** Thinking, as much as the model likes. */
        ON,
        /** A little thinking. */
        LOW,
        /** A medium amount of thinking. */
        MEDIUM,
        /** Much thinking. */
        HIGH,
        /** Thinking up to a number of tokens. */
        BUDGET
    }

    private static final Thinking OFF = new Thinking(Mode.OFF, 0);
    private static final Thinking ON = new Thinking(Mode.ON, 0);
    private static final Thinking LOW = new Thinking(Mode.LOW, 0);
    private static final Thinking MEDIUM = new Thinking(Mode.MEDIUM, 0);
    private static final Thinking HIGH = new Thinking(Mode.HIGH, 0);

    private final Mode mode;
    private final int budget;

    private Thinking(Mode mode, int budget) {
        this.mode = mode;
        this.budget = budget;
    }

    /** No thinking. */
    public static Thinking off() {
        return OFF;
    }

    /** Thinking, as much as the model likes. */
    public static Thinking on() {
        return ON;
    }

    /** A little thinking. */
    public static Thinking low() {
        return LOW;
    }

    /** A medium amount of thinking. */
    public static Thinking medium() {
        return MEDIUM;
    }

    /** Much thinking. */
    public static Thinking high() {
        return HIGH;
    }

    /**
     * Thinking up to a number of tokens.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public static Thinking budget(int tokens) {
        if (tokens <= 0) {
            throw new IllegalArgumentException("A thinking budget of " + tokens + " tokens; use Thinking.off().");
        }
        return new Thinking(Mode.BUDGET, tokens);
    }

    /** What is set. */
    public Mode mode() {
        return mode;
    }

    /** The number of tokens, where the mode is {@link Mode#BUDGET}. */
    public OptionalInt budget() {
        return mode == Mode.BUDGET ? OptionalInt.of(budget) : OptionalInt.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Thinking that && mode == that.mode && budget == that.budget;
    }

    @Override
    public int hashCode() {
        return mode.hashCode() * 31 + budget;
    }

    @Override
    public String toString() {
        return mode == Mode.BUDGET ? "BUDGET(" + budget + ")" : mode.toString();
    }
}
