// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.Arrays;

/**
 * A weight matrix that multiplies several vectors at once.
 *
 * <p>Weights are kept as floats, one array for each <em>input</em> value: the inner loop then adds arrays to an array at
 * the same index, which HotSpot turns into vector instructions. A dot product it would not, because Java fixes the order
 * of float additions. That order does not depend on how many vectors are multiplied at once, so a prompt that is read in
 * one go and one that is read in parts give the same bits.
 */
final class Matrix {
    /** HotSpot vectorises a loop over four such arrays, but not one over eight. */
    private static final int AT_ONCE = 4;

    /** Indexed by input, then by output. */
    private final float[][] weights;

    private final int outputs;

    /** A matrix of zeros; the number of inputs is a multiple of four. */
    Matrix(int inputs, int outputs) {
        weights = new float[inputs][outputs];
        this.outputs = outputs;
    }

    /** Computes {@code results[n] = matrix × vectors[n]} for the first {@code count} vectors. */
    void multiply(float[][] vectors, int count, float[][] results) {
        for (int n = 0; n < count; n++) {
            Arrays.fill(results[n], 0, outputs, 0);
        }
        for (int input = 0; input < weights.length; input += AT_ONCE) {
            for (int n = 0; n < count; n++) {
                addFour(weights, input, vectors[n], results[n]);
            }
        }
    }

    /** Adds four inputs' share to all outputs. Small and called often, so that it is compiled soon. */
    private static void addFour(float[][] weights, int input, float[] vector, float[] result) {
        float[] w0 = weights[input];
        float[] w1 = weights[input + 1];
        float[] w2 = weights[input + 2];
        float[] w3 = weights[input + 3];
        float x0 = vector[input];
        float x1 = vector[input + 1];
        float x2 = vector[input + 2];
        float x3 = vector[input + 3];
        for (int i = 0; i < w0.length; i++) {
            result[i] += x0 * w0[i] + x1 * w1[i] + x2 * w2[i] + x3 * w3[i];
        }
    }

    /** Copies the weights of one output. */
    void copyOutput(int output, float[] target) {
        for (int input = 0; input < weights.length; input++) {
            target[input] = weights[input][output];
        }
    }

    /** Sets the weights of one output. */
    void setOutput(int output, float[] source) {
        for (int input = 0; input < weights.length; input++) {
            weights[input][output] = source[input];
        }
    }
}
