// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A JSON string whose text a machine accepts: well-formed UTF-8, and every escape that JSON knows. */
class StringRule extends Rule {
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int LAST_SURROGATE = 0xDFFF;

    private final CodePoints codePoints;

    StringRule(CodePoints codePoints) {
        this.codePoints = codePoints;
    }

    @Override
    void begin(Place after, Consumer<Place> places) {
        places.accept(new BeforeQuote(this, after));
    }

    @Override
    byte[] findShortest() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new BeforeQuote(this, Place.End.INSTANCE).close(text);
        return text.toByteArray();
    }

    /** What places remember of the text so far, because {@link #mayEnd} needs it: nothing. */
    String remember(String text, int codePoint) {
        return text;
    }

    boolean mayEnd(int state, String text, Place after) {
        return codePoints.accepts(state);
    }

    Place afterEnd(String text, Place after) {
        return after;
    }

    private int step(int state, int codePoint) {
        boolean isText =
                codePoint <= Character.MAX_CODE_POINT && (codePoint < FIRST_SURROGATE || codePoint > LAST_SURROGATE);
        return isText ? codePoints.next(state, codePoint) : CodePoints.NONE;
    }

    private int oneOf(int state, int first, int last) {
        int low = codePoints.oneOf(state, first, Math.min(last, FIRST_SURROGATE - 1));
        return low != CodePoints.NONE
                ? low
                : codePoints.oneOf(
                        state, Math.max(first, LAST_SURROGATE + 1), Math.min(last, Character.MAX_CODE_POINT));
    }

    private void write(int codePoint, ByteArrayOutputStream text) {
        int escape = codePoint == '/' ? -1 : ESCAPED.indexOf(codePoint);
        if (escape >= 0) {
            text.write('\\');
            text.write(ESCAPES.charAt(escape));
        } else if (codePoint < ' ') {
            text.writeBytes(String.format("\\u%04x", codePoint).getBytes(StandardCharsets.US_ASCII));
        } else {
            text.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }
    }

    private record BeforeQuote(StringRule rule, Place after) implements Place {
        @Override
        public void read(int value, Consumer<Place> next) {
            if (value == '"') {
                next.accept(new InText(rule, 0, "", after));
            }
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            text.write('"');
            new InText(rule, 0, "", after).close(text);
        }
    }

    /** Between two characters of the text. */
    private record InText(StringRule rule, int state, String text, Place after) implements Place {
        @Override
        public void read(int value, Consumer<Place> next) {
            if (value == '"') {
                if (rule.mayEnd(state, text, after)) {
                    next.accept(rule.afterEnd(text, after));
                }
            } else if (value == '\\') {
                offer(new InEscape(this), next);
            } else if (value >= 0xF0 && value <= 0xF4) {
                offer(new InCharacter(this, 3, value & 0x07, 0x10000), next);
            } else if (value >= 0xE0 && value < 0xF0) {
                offer(new InCharacter(this, 2, value & 0x0F, 0x800), next);
            } else if (value >= 0xC2 && value < 0xE0) {
                offer(new InCharacter(this, 1, value & 0x1F, 0x80), next);
            } else if (value >= ' ' && value < 0x80) {
                goOn(value, next);
            }
        }

        void goOn(int codePoint, Consumer<Place> next) {
            if (rule.step(state, codePoint) != CodePoints.NONE) {
                next.accept(following(codePoint));
            }
        }

        /** After a code point that may follow. */
        InText following(int codePoint) {
            return new InText(rule, rule.step(state, codePoint), rule.remember(text, codePoint), after);
        }

        private static void offer(Unfinished place, Consumer<Place> next) {
            if (place.someCodePoint() != CodePoints.NONE) {
                next.accept(place);
            }
        }

        @Override
        public void close(ByteArrayOutputStream out) {
            InText now = this;
            while (!rule.mayEnd(now.state, now.text, after)) {
                int codePoint = rule.codePoints.towardEnd(now.state);
                rule.write(codePoint, out);
                now = now.following(codePoint);
            }
            out.write('"');
            rule.afterEnd(now.text, after).close(out);
        }
    }

    /** Inside of what stands for one character. */
    private interface Unfinished extends Place {
        /** A code point that this may still become; there is one, or the place would not have been offered. */
        int someCodePoint();
    }

    /** After a backslash. */
    private record InEscape(InText before) implements Unfinished {
        @Override
        public void read(int value, Consumer<Place> next) {
            int escape = ESCAPES.indexOf(value);
            if (escape >= 0) {
                before.goOn(ESCAPED.charAt(escape), next);
            } else if (value == 'u') {
                InText.offer(new InNumber(before, 4, 0), next);
            }
        }

        @Override
        public int someCodePoint() {
            return before.rule.oneOf(before.state, 0, 0xFFFF);
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            text.write('u');
            new InNumber(before, 4, 0).close(text);
        }
    }

    /** After {@code \}{@code u} and some of its four digits. */
    private record InNumber(InText before, int missing, int value) implements Unfinished {
        @Override
        public void read(int digit, Consumer<Place> next) {
            int number = digit < 0x80 ? Character.digit(digit, 16) : -1;
            if (number < 0) {
                return;
            }
            int now = value << 4 | number;
            if (missing == 1) {
                before.goOn(now, next);
            } else {
                InText.offer(new InNumber(before, missing - 1, now), next);
            }
        }

        @Override
        public int someCodePoint() {
            int bits = 4 * missing;
            return before.rule.oneOf(before.state, value << bits, ((value + 1) << bits) - 1);
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            int codePoint = someCodePoint();
            String digits = String.format("%04x", codePoint).substring(4 - missing);
            text.writeBytes(digits.getBytes(StandardCharsets.US_ASCII));
            before.following(codePoint).close(text);
        }
    }

    /** After some bytes of a character in UTF-8; {@code least} is the first code point that may be written so long. */
    private record InCharacter(InText before, int missing, int value, int least) implements Unfinished {
        @Override
        public void read(int next6, Consumer<Place> next) {
            if (next6 < 0x80 || next6 > 0xBF) {
                return;
            }
            int now = value << 6 | (next6 & 0x3F);
            if (missing > 1) {
                InText.offer(new InCharacter(before, missing - 1, now, least), next);
            } else if (now >= least) {
                before.goOn(now, next);
            }
        }

        @Override
        public int someCodePoint() {
            int bits = 6 * missing;
            return before.rule.oneOf(before.state, Math.max(value << bits, least), ((value + 1) << bits) - 1);
        }

        @Override
        public void close(ByteArrayOutputStream text) {
            int codePoint = someCodePoint();
            byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            text.write(utf8, utf8.length - missing, missing);
            before.following(codePoint).close(text);
        }
    }
}
