// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Arrays;

/** The vector of a text. Immutable and thread-safe. */
public final class Embedding {
    private final float[] values;

    private Embedding(float[] values) {
        this.values = values;
    }

    /** A vector of these values, which are copied. */
    public static Embedding of(float... values) {
        return new Embedding(values.clone());
    }

    /** How long the vector is. */
    public int dimensions() {
        return values.length;
    }

    /** One value. */
    public float value(int index) {
        return values[index];
    }

    /** All values, as a copy. */
    public float[] toArray() {
        return values.clone();
    }

    /**
     * How alike the two meanings are: 1 for the same direction, 0 for nothing in common. Zero if one vector is all zeros.
     *
     * @throws IllegalArgumentException if the vectors differ in length, which means that they come from different models
     */
    public double cosineSimilarity(Embedding other) {
        if (values.length != other.values.length) {
            throw new IllegalArgumentException("Vectors of " + values.length + " and " + other.values.length
                    + " values can't be compared; were they made by the same model?");
        }
        double dot = 0;
        double own = 0;
        double others = 0;
        for (int i = 0; i < values.length; i++) {
            dot += (double) values[i] * other.values[i];
            own += (double) values[i] * values[i];
            others += (double) other.values[i] * other.values[i];
        }
        return own == 0 || others == 0 ? 0 : dot / Math.sqrt(own * others);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Embedding[" + values.length + " dimensions]";
    }
}
