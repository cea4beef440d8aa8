// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number between two limits, written without an exponent and with a limited number of digits. Every prefix that it
 * lets pass can be completed.
 */
final class NumberRule extends Rule {
    /** Enough for what a double holds exactly. */
    private static final int USUAL_DIGITS = 15;

    private static final String CHARACTERS = "0123456789.-";

    private final @Nullable Limit least;
    private final @Nullable Limit most;
    private final int wholeDigits;
    private final int fractionDigits;

    /** A limit of the numbers, itself one of them or not. */
    record Limit(BigDecimal value, boolean included) {}

    private NumberRule(@Nullable Limit least, @Nullable Limit most, boolean whole) {
        this.least = least;
        this.most = most;
        wholeDigits = Math.max(USUAL_DIGITS, Math.max(wholeDigits(least), wholeDigits(most)));
        fractionDigits = whole ? 0 : Math.max(USUAL_DIGITS, Math.max(scale(least), scale(most)) + 1);
    }

    static NumberRule whole(@Nullable Limit least, @Nullable Limit most) {
        return new NumberRule(least, most, true);
    }

    static NumberRule decimal(@Nullable Limit least, @Nullable Limit most) {
        return new NumberRule(least, most, false);
    }

    private static int wholeDigits(@Nullable Limit limit) {
        return limit == null ? 0 : limit.value.precision() - limit.value.scale();
    }

    private static int scale(@Nullable Limit limit) {
        return limit == null ? 0 : limit.value.scale();
    }

    @Override
    void begin(Place after, Consumer<Place> places) {
        places.accept(new InNumber(this, "", after));
    }

    @Override
    byte @Nullable [] findShortest() {
        return canGoOn("") ? completion("").getBytes(StandardCharsets.US_ASCII) : null;
    }

    /** Whether the text is a number of this rule. */
    private boolean isComplete(String text) {
        if (text.isEmpty() || !Character.isDigit(text.charAt(text.length() - 1))) {
            return false;
        }
        return isWithin(new BigDecimal(text));
    }

    private boolean isWithin(BigDecimal value) {
        return (least == null || value.compareTo(least.value) >= (least.included ? 0 : 1))
                && (most == null || value.compareTo(most.value) <= (most.included ? 0 : -1));
    }

    /** Whether some number of this rule begins with the text. */
    private boolean canGoOn(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        String fraction = point < 0 ? "" : digits.substring(point + 1);
        boolean wellFormed = isDigits(whole)
                && isDigits(fraction)
                && whole.length() <= wholeDigits
                && fraction.length() <= fractionDigits
                && !(whole.length() > 1 && whole.startsWith("0"))
                && !(point >= 0 && (whole.isEmpty() || fractionDigits == 0));
        return wellFormed && (point < 0 ? wholeCanGoOn(whole, negative) : fractionCanGoOn(digits, fraction, negative));
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private boolean wholeCanGoOn(String whole, boolean negative) {
        if (whole.isEmpty()) {
            BigDecimal all = BigDecimal.ONE.scaleByPowerOfTen(wholeDigits);
            return holdsNumber(BigDecimal.ZERO, all, true) || (!negative && holdsNumber(BigDecimal.ZERO, all, false));
        }
        int most = whole.equals("0") ? 0 : wholeDigits - whole.length();
        for (int more = 0; more <= most; more++) {
            BigDecimal from = new BigDecimal(whole).scaleByPowerOfTen(more);
            if (holdsNumber(from, from.add(BigDecimal.ONE.scaleByPowerOfTen(more)), negative)) {
                return true;
            }
        }
        return false;
    }

    private boolean fractionCanGoOn(String digits, String fraction, boolean negative) {
        BigDecimal from = new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
        return holdsNumber(from, from.add(BigDecimal.ONE.movePointLeft(fraction.length())), negative);
    }

    /** Whether a number of this rule has a magnitude of at least {@code from} and less than {@code to}. */
    private boolean holdsNumber(BigDecimal from, BigDecimal to, boolean negative) {
        Limit low = negative ? negated(most) : least;
        Limit high = negative ? negated(least) : most;
        BigDecimal step = BigDecimal.ONE.movePointLeft(fractionDigits);
        BigDecimal candidate = from;
        if (low != null && low.value.compareTo(from) >= 0) {
            candidate = low.value.setScale(fractionDigits, RoundingMode.CEILING);
            if (!low.included && candidate.compareTo(low.value) == 0) {
                candidate = candidate.add(step);
            }
        }
        return candidate.compareTo(to) < 0
                && (high == null || candidate.compareTo(high.value) <= (high.included ? 0 : -1));
    }

    private static @Nullable Limit negated(@Nullable Limit limit) {
        return limit == null ? null : new Limit(limit.value.negate(), limit.included);
    }

    /** What makes a text that can go on complete. */
    private String completion(String text) {
        StringBuilder whole = new StringBuilder(text);
        while (!isComplete(whole.toString())) {
            whole.append(nextCharacter(whole.toString()));
        }
        return whole.substring(text.length());
    }

    private char nextCharacter(String text) {
        char goesOn = 0;
        for (int i = 0; i < CHARACTERS.length(); i++) {
            char character = CHARACTERS.charAt(i);
            String longer = text + character;
            if (canGoOn(longer)) {
                if (isComplete(longer)) {
                    return character;
                }
                goesOn = goesOn == 0 ? character : goesOn;
            }
        }
        return goesOn;
    }

    private record InNumber(NumberRule rule, String text, Place after) implements Place {
        @Override
        public void read(int value, Consumer<Place> next) {
            if (CHARACTERS.indexOf(value) < 0) {
                if (rule.isComplete(text)) {
                    after.read(value, next);
                }
                return;
            }
            String longer = text + (char) value;
            if (rule.canGoOn(longer)) {
                next.accept(new InNumber(rule, longer, after));
            }
        }

        @Override
        public boolean isEnd() {
            return rule.isComplete(text) && after.isEnd();
        }

        @Override
        public void close(ByteArrayOutputStream out) {
            out.writeBytes(rule.completion(text).getBytes(StandardCharsets.US_ASCII));
            after.close(out);
        }
    }
}
