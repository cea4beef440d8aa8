// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * The arithmetic of the forward pass on vectors.
 *
 * <p>Only operations whose result Java fixes to the bit are used ({@link StrictMath} rather than {@link Math}), so that
 * the same prompt gives the same answer on every machine and every JVM.
 */
final class Arithmetic {
    private static final int BLOCK = 32;
    private static final float LARGEST_BYTE = 127;

    private static final double LN_2 = 0.6931471805599453;
    private static final double LOG_2_E = 1.4426950408889634;

    /** What lies outside is zero or infinite as a float. */
    private static final float SMALLEST_EXPONENT = -103;

    private static final float LARGEST_EXPONENT = 89;

    private Arithmetic() {}

    /** Adds {@code factor × vector} to the target, for the first {@code count} values. */
    static void addScaled(float[] target, float[] vector, float factor, int count) {
        for (int i = 0; i < count; i++) {
            target[i] += factor * vector[i];
        }
    }

    static float dot(float[] left, float[] right, int count) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int whole = count & ~3;
        for (int i = 0; i < whole; i += 4) {
            sum0 += left[i] * right[i];
            sum1 += left[i + 1] * right[i + 1];
            sum2 += left[i + 2] * right[i + 2];
            sum3 += left[i + 3] * right[i + 3];
        }
        for (int i = whole; i < count; i++) {
            sum0 += left[i] * right[i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** Scales a vector to a root mean square of one, and then by the weights. */
    static void norm(float[] vector, float[] weights, float epsilon, float[] result) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares / vector.length + epsilon));
        for (int i = 0; i < vector.length; i++) {
            result[i] = vector[i] * scale * weights[i];
        }
    }

    /** Turns scores into shares that add up to one. */
    static void softmax(float[] scores, int count) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, scores[i]);
        }
        float sum = 0;
        for (int i = 0; i < count; i++) {
            scores[i] = exp(scores[i] - largest);
            sum += scores[i];
        }
        for (int i = 0; i < count; i++) {
            scores[i] /= sum;
        }
    }

    /** Combines a gate and the values behind it, which follow one another in a row: {@code silu(gate) × value}. */
    static void gate(float[] gateAndValue, float[] result) {
        int length = result.length;
        for (int i = 0; i < length; i++) {
            float gate = gateAndValue[i];
            result[i] = gate / (1 + exp(-gate)) * gateAndValue[length + i];
        }
    }

    static void roundToHalf(float[] vector, int from, int to) {
        for (int i = from; i < to; i++) {
            vector[i] = HalfFloat.round(vector[i]);
        }
    }

    /**
     * Rounds every 32 values to multiples of a common step with at most 127 steps, as llama.cpp does before each product
     * with a Q8_0 matrix. Without it answers are as good, but fewer of them are the same as llama.cpp's.
     */
    static void roundToBytes(float[] vector, int length) {
        for (int from = 0; from < length; from += BLOCK) {
            float largest = 0;
            for (int i = from; i < from + BLOCK; i++) {
                largest = Math.max(largest, Math.abs(vector[i]));
            }
            float step = HalfFloat.round(largest / LARGEST_BYTE);
            float perStep = largest == 0 ? 0 : LARGEST_BYTE / largest;
            for (int i = from; i < from + BLOCK; i++) {
                vector[i] = (float) Math.rint(vector[i] * perStep) * step;
            }
        }
    }

    /** The exponential function, to float precision and faster than {@link StrictMath#exp}. */
    static float exp(float x) {
        if (x < SMALLEST_EXPONENT) {
            return 0;
        }
        double exponent = Math.min(x, LARGEST_EXPONENT) * LOG_2_E;
        double whole = Math.rint(exponent);
        double rest = (exponent - whole) * LN_2;
        double square = rest * rest;
        // The first terms of the exponential series, in pairs that don't wait for one another.
        double series = 1
                + rest
                + square * (1 / 2.0 + rest * (1 / 6.0))
                + square * square * (1 / 24.0 + rest * (1 / 120.0) + square * (1 / 720.0 + rest * (1 / 5040.0)));
        return (float) (series * Double.longBitsToDouble(((long) whole + 1023) << 52));
    }
}
