// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads regular expressions as JSON schemas have them: characters, classes, groups, alternatives and quantifiers. What
 * goes beyond regular languages (references, looking ahead or behind) is refused. Where dialects differ, the meaning is
 * taken that is narrower in all of them, so that every validator agrees.
 */
final class RegexParser {
    private static final int END = -1;
    private static final int MOST_REPETITIONS = 1_000;
    private static final Pattern COUNTS = Pattern.compile("\\{(\\d{1,4})(,(\\d{1,4})?)?}");

    private static final CodePointSet DIGITS = CodePointSet.range('0', '9');
    private static final CodePointSet WORD = DIGITS.plus(CodePointSet.range('a', 'z'))
            .plus(CodePointSet.range('A', 'Z'))
            .plus(CodePointSet.of("_"));
    private static final CodePointSet SPACE_IN_ALL = CodePointSet.of(" \t\n\f\r");
    private static final CodePointSet SPACE_IN_ANY = SPACE_IN_ALL
            .plus(CodePointSet.of("\u000B\u0085\u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF"))
            .plus(CodePointSet.range(0x1C, 0x1F))
            .plus(CodePointSet.range(0x2000, 0x200A));
    private static final CodePointSet NO_LINE_END =
            CodePointSet.of("\n\r\u0085\u2028\u2029").complement();

    private final String pattern;
    private int at;

    private RegexParser(String pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads a pattern; it may match anywhere in a text, unless it is tied to the begin or end.
     *
     * @throws SchemaException if it has what can't be honoured
     */
    static Regex parse(String pattern) {
        return new RegexParser(pattern).whole();
    }

    private Regex whole() {
        List<Regex> alternatives = new ArrayList<>();
        do {
            alternatives.add(anchored());
        } while (skip('|'));
        if (peek() != END) {
            throw refused();
        }
        return new Regex.Choice(alternatives);
    }

    private Regex anchored() {
        List<Regex> parts = new ArrayList<>();
        if (!skip('^')) {
            parts.add(Regex.ANYTHING);
        }
        parts.add(sequence());
        if (!skip('$')) {
            parts.add(Regex.ANYTHING);
        }
        return new Regex.Sequence(parts);
    }

    private Regex sequence() {
        List<Regex> parts = new ArrayList<>();
        while (peek() != END && peek() != '|' && peek() != ')' && peek() != '$') {
            parts.add(quantified(atom()));
        }
        return new Regex.Sequence(parts);
    }

    private Regex quantified(Regex atom) {
        Matcher counts = COUNTS.matcher(pattern).region(at, pattern.length());
        Regex result = atom;
        if (skip('*')) {
            result = new Regex.Repeat(atom, 0, Regex.ENDLESS);
        } else if (skip('+')) {
            result = new Regex.Repeat(atom, 1, Regex.ENDLESS);
        } else if (skip('?')) {
            result = new Regex.Repeat(atom, 0, 1);
        } else if (counts.lookingAt()) {
            at = counts.end();
            result = repeat(atom, counts);
        }
        boolean isQuantified = result != atom;
        if (isQuantified) {
            skip('?'); // a reluctant quantifier matches the same texts
        }
        if (isQuantified && "*+?{".indexOf(peek()) >= 0) {
            throw refused();
        }
        return result;
    }

    private Regex repeat(Regex atom, Matcher counts) {
        int least = Integer.parseInt(counts.group(1));
        int most = counts.group(2) == null ? least : Regex.ENDLESS;
        if (counts.group(3) != null) {
            most = Integer.parseInt(counts.group(3));
        }
        if (Math.max(least, most) > MOST_REPETITIONS || (most != Regex.ENDLESS && most < least)) {
            throw refused();
        }
        return new Regex.Repeat(atom, least, most);
    }

    private Regex atom() {
        int character = take();
        return switch (character) {
            case '(' -> group();
            case '[' -> new Regex.Characters(characterClass());
            case '.' -> new Regex.Characters(NO_LINE_END);
            case '\\' -> new Regex.Characters(escape(false));
            case '*', '+', '?', '{', '}', ']', '^' -> throw refused();
            default -> new Regex.Characters(CodePointSet.range(character, character));
        };
    }

    private Regex group() {
        if (skip('?') && !skip(':')) {
            throw refused();
        }
        List<Regex> alternatives = new ArrayList<>();
        do {
            alternatives.add(sequence());
        } while (skip('|'));
        if (!skip(')')) {
            throw refused();
        }
        return new Regex.Choice(alternatives);
    }

    private CodePointSet characterClass() {
        boolean negated = skip('^');
        CodePointSet set = new CodePointSet(List.of());
        while (!skip(']')) {
            set = set.plus(classMember(negated));
        }
        return negated ? set.complement() : set;
    }

    private CodePointSet classMember(boolean wide) {
        CodePointSet first = inClass(wide);
        boolean isRange = peek() == '-' && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']';
        if (!isRange) {
            return first;
        }
        at++;
        int from = single(first);
        int to = single(inClass(wide));
        if (from > to) {
            throw refused();
        }
        return CodePointSet.range(from, to);
    }

    private CodePointSet inClass(boolean wide) {
        int character = take();
        // Java gives these a meaning inside classes that ECMAScript does not.
        if (character == '[' || (character == '&' && peek() == '&')) {
            throw refused();
        }
        return character == '\\' ? escape(wide) : CodePointSet.range(character, character);
    }

    private int single(CodePointSet set) {
        if (set.ranges().size() != 1
                || set.ranges().get(0).first() != set.ranges().get(0).last()) {
            throw refused();
        }
        return set.ranges().get(0).first();
    }

    /**
     * What follows a backslash.
     *
     * @param wide whether the set will be negated, so that where dialects differ the wider meaning is the safe one
     */
    private CodePointSet escape(boolean wide) {
        int character = take();
        return switch (character) {
            case 'd' -> DIGITS;
            case 'D' -> DIGITS.complement();
            case 'w' -> WORD;
            case 'W' -> WORD.complement();
            case 's' -> wide ? SPACE_IN_ANY : SPACE_IN_ALL;
            case 'S' -> (wide ? SPACE_IN_ALL : SPACE_IN_ANY).complement();
            case 't' -> CodePointSet.of("\t");
            case 'n' -> CodePointSet.of("\n");
            case 'r' -> CodePointSet.of("\r");
            case 'f' -> CodePointSet.of("\f");
            case 'u' -> hexadecimal(4);
            case 'x' -> hexadecimal(2);
            default -> {
                if (character >= 0x80 || Character.isLetterOrDigit(character)) {
                    throw refused();
                }
                yield CodePointSet.range(character, character);
            }
        };
    }

    private CodePointSet hexadecimal(int digits) {
        int codePoint = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(take(), 16);
            if (digit < 0) {
                throw refused();
            }
            codePoint = codePoint << 4 | digit;
        }
        return CodePointSet.range(codePoint, codePoint);
    }

    private int peek() {
        return at < pattern.length() ? pattern.codePointAt(at) : END;
    }

    private int take() {
        int character = peek();
        if (character == END) {
            throw refused();
        }
        at += Character.charCount(character);
        return character;
    }

    private boolean skip(char character) {
        boolean found = peek() == character;
        at += found ? 1 : 0;
        return found;
    }

    private SchemaException refused() {
        return new SchemaException("the pattern \"" + pattern + "\" has at position " + at
                + " what is not supported; supported are characters, classes, groups, alternatives and quantifiers,"
                + " with ^ and $ at the begin and end");
    }
}
