// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    @Test
    void expIsExactToTheLastDigits() {
        for (float x = -80; x < 88; x += 0.0371f) {
            assertThat((double) Arithmetic.exp(x)).isCloseTo(Math.exp(x), withPercentage(1e-5));
        }
    }

    @Test
    void expOfExtremesIsZeroOrInfinite() {
        assertThat(Arithmetic.exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Arithmetic.exp(-1e30f)).isZero();
        assertThat(Arithmetic.exp(1e30f)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Arithmetic.exp(Float.NaN)).isNaN();
    }

    @Test
    void sharesAddUpToOne() {
        float[] scores = {1, 2, 3, 99};

        Arithmetic.softmax(scores, 3);

        assertThat(scores[0] + scores[1] + scores[2]).isEqualTo(1, offset(1e-6f));
        assertThat(scores[2] / scores[1]).isEqualTo((float) Math.E, offset(1e-5f));
        assertThat(scores[3]).isEqualTo(99);
    }

    @Test
    void everyHalfIsItsOwnRounding() {
        for (int half = 0; half < 0x10000; half++) {
            float value = HalfFloat.toFloat(half);

            assertThat(Float.compare(HalfFloat.round(value), value)).isZero();
        }
    }

    @Test
    void roundingTakesTheNearestHalfAndOfTwoTheEvenOne() {
        for (int half = 0; half < 0x7BFF; half++) {
            double low = HalfFloat.toFloat(half);
            double high = HalfFloat.toFloat(half + 1);
            double even = half % 2 == 0 ? low : high;

            assertThat((double) HalfFloat.round((float) (0.7 * low + 0.3 * high)))
                    .isEqualTo(low);
            assertThat((double) HalfFloat.round((float) (0.3 * low + 0.7 * high)))
                    .isEqualTo(high);
            assertThat((double) HalfFloat.round((float) ((low + high) / 2))).isEqualTo(even);
        }
    }

    @Test
    void whatIsTooLargeForAHalfIsInfinite() {
        assertThat(HalfFloat.round(65_519f)).isEqualTo(65_504f);
        assertThat(HalfFloat.round(65_520f)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfFloat.round(-1e30f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(HalfFloat.round(Float.NaN)).isNaN();
    }

    @Test
    void roundingToBytesKeepsEachValueWithinHalfAStep() {
        Random random = new Random(1);
        float[] vector = new float[64];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = random.nextFloat() * 10 - 5;
        }
        float[] rounded = vector.clone();

        Arithmetic.roundToBytes(rounded, 64);

        for (int i = 0; i < vector.length; i++) {
            assertThat(rounded[i]).isEqualTo(vector[i], offset(5f / 127 * 0.51f));
        }
    }

    @Test
    void zerosStayZero() {
        float[] vector = new float[32];

        Arithmetic.roundToBytes(vector, 32);

        assertThat(vector).containsOnly(0);
    }

    /** A prompt that is read in parts must give the same bits as one that is read at once. */
    @Test
    void aProductDoesNotDependOnHowManyThereAre() {
        Random random = new Random(2);
        Matrix matrix = new Matrix(64, 96);
        float[] row = new float[64];
        for (int output = 0; output < 96; output++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat() - 0.5f;
            }
            matrix.setOutput(output, row);
        }
        float[][] vectors = new float[7][64];
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = random.nextFloat();
            }
        }

        float[][] together = new float[7][96];
        matrix.multiply(vectors, 7, together);

        for (int i = 0; i < 7; i++) {
            float[][] alone = new float[1][96];
            matrix.multiply(new float[][] {vectors[i]}, 1, alone);
            assertThat(alone[0]).isEqualTo(together[i]);
        }
    }
}
