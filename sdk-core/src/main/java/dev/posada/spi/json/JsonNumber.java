// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The number that a {@link JsonCursor} has come to, taken apart. Used by one thread at a time. */
final class JsonNumber {
    /** The largest of them is the largest power of ten that a double holds exactly. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long LARGEST_EXACT_DOUBLE = 1L << 53;
    private static final int LARGEST_EXPONENT = 100_000;

    private final JsonInput in;
    private int start;
    private boolean negative;

    /** All digits as one number, unless there are too many. */
    private long mantissa;

    private boolean mantissaFits;
    private int exponent;
    private boolean integral;

    JsonNumber(JsonInput in) {
        this.in = in;
    }

    /**
     * Goes over a number, which begins at the current place.
     *
     * @throws ProtocolException if it is none by the rules of JSON
     */
    void read() {
        start = in.position;
        negative = in.at(start) == '-';
        in.position += negative ? 1 : 0;
        mantissa = 0;
        mantissaFits = true;
        exponent = 0;
        integral = true;
        if (in.at(in.position) == '0') {
            in.position++;
        } else {
            digits();
        }
        if (in.at(in.position) == '.') {
            in.position++;
            integral = false;
            exponent = -digits();
        }
        if ((in.at(in.position) | 0x20) == 'e') {
            integral = false;
            exponent += readExponent();
        }
        in.requireDelimiter();
    }

    /** Goes over at least one digit, adds them to the mantissa and gives their number. */
    private int digits() {
        int from = in.position;
        long value = mantissa;
        for (int digit = digit(); digit >= 0; digit = digit()) {
            if (value > (Long.MAX_VALUE - 9) / 10) {
                mantissaFits = false;
            } else {
                value = value * 10 + digit;
            }
            in.position++;
        }
        if (in.position == from) {
            throw in.invalid("a digit was expected");
        }
        mantissa = value;
        return in.position - from;
    }

    private int digit() {
        int b = in.at(in.position);
        return b >= '0' && b <= '9' ? b - '0' : -1;
    }

    private int readExponent() {
        in.position++;
        boolean below = in.at(in.position) == '-';
        if (below || in.at(in.position) == '+') {
            in.position++;
        }
        int from = in.position;
        int value = 0;
        for (int digit = digit(); digit >= 0; digit = digit()) {
            value = Math.min(value * 10 + digit, LARGEST_EXPONENT);
            in.position++;
        }
        if (in.position == from) {
            throw in.invalid("a digit was expected");
        }
        return below ? -value : value;
    }

    /** The number without its fraction. */
    long longValue() {
        if (integral && mantissaFits) {
            return negative ? -mantissa : mantissa;
        }
        try {
            if (integral) {
                return Long.parseLong(text());
            }
        } catch (NumberFormatException e) {
            throw tooLarge(text(), "long", e);
        }
        double value = doubleValue();
        if (value < Long.MIN_VALUE || value >= Long.MAX_VALUE) {
            throw tooLarge(text(), "long", null);
        }
        return (long) value;
    }

    /** The number without its fraction. */
    int intValue() {
        long value = longValue();
        if (value != (int) value) {
            throw tooLarge(text(), "int", null);
        }
        return (int) value;
    }

    /** The double that is nearest. */
    double doubleValue() {
        if (mantissaFits && mantissa <= LARGEST_EXACT_DOUBLE && Math.abs(exponent) < POWERS_OF_TEN.length) {
            // Both operands are exact, so the one rounding of the operation gives the nearest double.
            double value =
                    exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent] : (double) mantissa * POWERS_OF_TEN[exponent];
            return negative ? -value : value;
        }
        return Double.parseDouble(text());
    }

    private String text() {
        return new String(in.bytes, start, in.position - start, StandardCharsets.ISO_8859_1);
    }

    private static ProtocolException tooLarge(String digits, String type, @Nullable Exception cause) {
        return new ProtocolException(
                "The server's JSON has the number " + digits + ", which does not fit into a Java " + type + ".",
                ErrorDetails.none(),
                cause);
    }
}
