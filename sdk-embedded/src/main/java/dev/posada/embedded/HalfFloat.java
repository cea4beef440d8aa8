// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/** IEEE 754 half precision; {@code Float.float16ToFloat} came only with Java 20. */
final class HalfFloat {
    /** Below this, halves have a fixed step of 2^-24. */
    private static final float SMALLEST_NORMAL = 0x1p-14f;

    private HalfFloat() {}

    static float toFloat(int half) {
        int exponent = half >> 10 & 0x1F;
        int fraction = half & 0x3FF;
        float magnitude;
        if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
        }
        return (half & 0x8000) == 0 ? magnitude : -magnitude;
    }

    /** The nearest half, ties to even, as a float. */
    static float round(float value) {
        float magnitude = Math.abs(value);
        if (magnitude < SMALLEST_NORMAL) {
            // Floats from 0.5 to 1 have a step of 2^-24, too: adding 0.5 does the rounding.
            return Math.copySign(magnitude + 0.5f - 0.5f, value);
        }
        if (!(magnitude < 65_520f)) {
            return Float.isNaN(value) ? value : Math.copySign(Float.POSITIVE_INFINITY, value);
        }
        int bits = Float.floatToRawIntBits(value);
        int tieToEven = bits >> 13 & 1;
        return Float.intBitsToFloat(bits + 0xFFF + tieToEven & ~0x1FFF);
    }
}
