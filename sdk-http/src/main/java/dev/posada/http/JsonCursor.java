// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks over one JSON document in a byte array and decodes only what its caller asks for: no tree, and no String but those
 * that are wanted.
 *
 * <pre>{@code
 * private static final JsonNames NAMES = JsonNames.of("model", "done");
 *
 * cursor.beginObject();
 * for (int name = cursor.nextName(NAMES); name != JsonCursor.END; name = cursor.nextName(NAMES)) {
 *     switch (name) {
 *         case 0 -> model = cursor.string();
 *         case 1 -> done = cursor.bool();
 *         default -> log(cursor.name(), cursor.raw());
 *     }
 * }
 * }</pre>
 *
 * <p>A value that is not read is skipped by the next step, and its syntax is checked all the same. An object or array that was
 * begun has to be walked to its end. What is not JSON by RFC 8259 fails with a {@link ProtocolException} that tells the place;
 * bytes in a string that are not UTF-8 become U+FFFD, as do surrogates that stand alone. Used by one thread at a time.
 */
public final class JsonCursor {
    /** From {@link #nextName}: the object has no more fields. */
    public static final int END = -2;

    /** From {@link #nextName}: a field that is not among the names. */
    public static final int UNKNOWN = -1;

    private static final int MAX_DEPTH = 512;
    private static final int EXCERPT = 30;
    private static final int END_OF_DOCUMENT = -1;

    /** The largest power of ten that a double holds exactly, and with which a division rounds only once. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long MAX_EXACT = 1L << 53;

    private byte[] bytes;
    private int start;
    private int position;
    private int end;

    private int depth;

    /** The object or array has had no field or element yet, so no comma stands before the next. */
    private boolean first;

    /** A value comes next that nobody has read yet. */
    private boolean pending;

    private int nameStart;
    private int nameEnd;
    private @Nullable String escapedName;

    // What scanNumber() has found.
    private boolean negative;
    private boolean mantissaIsWhole;
    private long mantissa;
    private int exponent;
    private boolean integral;

    /** Room for strings with escapes. */
    private byte[] unescaped = new byte[256];

    /** What a value is. */
    public enum Kind {
        /** An object: {@link #beginObject}. */
        OBJECT("an object"),
        /** An array: {@link #beginArray}. */
        ARRAY("an array"),
        /** A string. */
        STRING("a string"),
        /** A number. */
        NUMBER("a number"),
        /** True or false. */
        BOOLEAN("a boolean"),
        /** Null. */
        NULL("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    JsonCursor() {
        this.bytes = new byte[0];
    }

    /** A cursor on the first value of a document. The bytes are not copied. */
    public static JsonCursor of(byte[] json) {
        JsonCursor cursor = new JsonCursor();
        cursor.reset(json, 0, json.length);
        return cursor;
    }

    /** A cursor on the first value of a document. */
    public static JsonCursor of(String json) {
        return of(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Starts with another document. */
    void reset(byte[] json, int from, int to) {
        bytes = json;
        start = from;
        position = from;
        end = to;
        depth = 0;
        first = true;
        pending = true;
        nameStart = from;
        nameEnd = from;
        escapedName = null;
    }

    // ---- structure

    /** Goes into the object that comes next; from here {@link #nextName} leads through its fields. */
    public void beginObject() {
        begin('{', Kind.OBJECT);
    }

    /** Goes into the array that comes next; from here {@link #nextElement} leads through its elements. */
    public void beginArray() {
        begin('[', Kind.ARRAY);
    }

    private void begin(char bracket, Kind kind) {
        if (nextByte() != bracket) {
            throw wrongKind(kind);
        }
        position++;
        if (++depth > MAX_DEPTH) {
            throw invalid("more than " + MAX_DEPTH + " levels of nesting");
        }
        first = true;
        pending = false;
    }

    /**
     * Goes to the next field of the object.
     *
     * @return the index of its name, {@link #UNKNOWN} for another name, {@link #END} after the last field
     */
    public int nextName(JsonNames names) {
        if (!advance('}', "a comma or the end of the object")) {
            return END;
        }
        int hash = readName();
        pending = true;
        return escapedName == null ? names.find(bytes, nameStart, nameEnd, hash) : names.find(escapedName);
    }

    /**
     * Goes to the next element of the array.
     *
     * @return false after the last
     */
    public boolean nextElement() {
        if (!advance(']', "a comma or the end of the array")) {
            return false;
        }
        if (nextByte() == ']') {
            throw invalid("a value was expected after the comma");
        }
        pending = true;
        return true;
    }

    /** Goes over what was not read and the comma before the next field or element; false if there is none. */
    private boolean advance(char closing, String expected) {
        if (pending) {
            skip();
        }
        int next = nextByte();
        if (next == closing) {
            position++;
            close();
            return false;
        }
        if (!first) {
            if (next != ',') {
                throw invalid(expected + " was expected");
            }
            position++;
        }
        first = false;
        return true;
    }

    private void close() {
        depth--;
        first = false;
        pending = false;
    }

    /**
     * Goes on if the document has nothing after its value.
     *
     * @throws ProtocolException if there is more
     */
    public void end() {
        if (pending) {
            skip();
        }
        if (nextByte() != END_OF_DOCUMENT) {
            throw invalid("the end of the document was expected");
        }
    }

    /** The name of the field that {@link #nextName} came to last. */
    public String name() {
        return escapedName != null
                ? escapedName
                : new String(bytes, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
    }

    private int readName() {
        if (nextByte() != '"') {
            throw invalid("a field name was expected");
        }
        int from = position + 1;
        int i = from;
        int hash = 0;
        escapedName = null;
        while (true) {
            int b = i < end ? bytes[i] : END_OF_DOCUMENT;
            if (b == '"') {
                nameStart = from;
                nameEnd = i;
                position = i + 1;
                break;
            }
            if (b == '\\' || (b >= 0 && b < ' ') || i >= end) {
                escapedName = decodeString();
                break;
            }
            hash = 31 * hash + b;
            i++;
        }
        readColon();
        return hash;
    }

    private void readColon() {
        if (nextByte() != ':') {
            throw invalid("a colon was expected after the field name");
        }
        position++;
    }

    // ---- values

    /** What comes next. */
    public Kind peek() {
        int next = nextByte();
        return switch (next) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> throw invalid(next == END_OF_DOCUMENT ? "the text ended" : "a value was expected");
        };
    }

    /** Reads a string. */
    public String string() {
        if (nextByte() != '"') {
            throw wrongKind(Kind.STRING);
        }
        pending = false;
        byte[] json = bytes;
        int from = position + 1;
        for (int i = from; i < end; i++) {
            byte b = json[i];
            if (b == '"') {
                position = i + 1;
                // Nearly every string is ASCII, and this is the charset whose decoding is a plain copy.
                return new String(json, from, i - from, StandardCharsets.ISO_8859_1);
            }
            if (b < ' ' || b == '\\') {
                break;
            }
        }
        return decodeString();
    }

    /**
     * Reads a string that is probably known already, as a model's name that every line repeats.
     *
     * @return {@code known} itself if the string equals it
     */
    public String string(String known) {
        if (nextByte() == '"') {
            int from = position + 1;
            int length = known.length();
            if (from + length < end && bytes[from + length] == '"' && isAt(from, known)) {
                position = from + length + 1;
                pending = false;
                return known;
            }
        }
        return string();
    }

    private boolean isAt(int from, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (bytes[from + i] != c || c >= 0x80 || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Reads a string, or null. */
    public @Nullable String stringOrNull() {
        return isNull() ? null : string();
    }

    /** Reads a null if one comes next; otherwise reads nothing and says false. */
    public boolean isNull() {
        if (nextByte() != 'n') {
            return false;
        }
        literal("null");
        return true;
    }

    /** Reads a string, or a number or boolean as it is written. */
    public String text() {
        return switch (peek()) {
            case STRING -> string();
            case NUMBER, BOOLEAN -> raw();
            default -> throw wrongKind(Kind.STRING);
        };
    }

    /** Reads a boolean. */
    public boolean bool() {
        int next = nextByte();
        if (next == 't') {
            literal("true");
            return true;
        }
        if (next != 'f') {
            throw wrongKind(Kind.BOOLEAN);
        }
        literal("false");
        return false;
    }

    /**
     * Reads a number; a fraction is cut off.
     *
     * @throws ProtocolException if it does not fit
     */
    public long longValue() {
        int from = scanNumber();
        if (integral && mantissaIsWhole) {
            return negative ? -mantissa : mantissa;
        }
        String digits = new String(bytes, from, position - from, StandardCharsets.ISO_8859_1);
        try {
            if (integral) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException e) {
            throw tooLarge(digits, "long", e);
        }
        double value = Double.parseDouble(digits);
        if (value < Long.MIN_VALUE || value >= Long.MAX_VALUE) {
            throw tooLarge(digits, "long", null);
        }
        return (long) value;
    }

    /**
     * Reads a number; a fraction is cut off.
     *
     * @throws ProtocolException if it does not fit
     */
    public int intValue() {
        long value = longValue();
        if (value != (int) value) {
            throw tooLarge(Long.toString(value), "int", null);
        }
        return (int) value;
    }

    /** Reads a number. */
    public double doubleValue() {
        int from = scanNumber();
        if (mantissaIsWhole && mantissa <= MAX_EXACT && Math.abs(exponent) < POWERS_OF_TEN.length) {
            // Both operands are exact, so the one rounding of the operation gives the nearest double.
            double value =
                    exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent] : (double) mantissa * POWERS_OF_TEN[exponent];
            return negative ? -value : value;
        }
        return Double.parseDouble(new String(bytes, from, position - from, StandardCharsets.ISO_8859_1));
    }

    /** Reads any value and forgets it. */
    public void skip() {
        pending = false;
        switch (nextByte()) {
            case '{' -> skipObject();
            case '[' -> skipArray();
            case '"' -> position = endOfString(position + 1);
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> scanNumber();
        }
    }

    /** Reads any value as JSON text. */
    public String raw() {
        nextByte();
        int from = position;
        skip();
        return new String(bytes, from, position - from, StandardCharsets.UTF_8);
    }

    private void skipObject() {
        beginObject();
        while (advance('}', "a comma or the end of the object")) {
            if (nextByte() != '"') {
                throw invalid("a field name was expected");
            }
            position = endOfString(position + 1);
            readColon();
            skip();
        }
    }

    private void skipArray() {
        beginArray();
        while (nextElement()) {
            skip();
        }
    }

    // ---- tokens

    /** The first byte of what comes next, blanks left out; the cursor then stands on it. */
    private int nextByte() {
        while (position < end) {
            byte b = bytes[position];
            if (b > ' ') {
                return b;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            position++;
        }
        return END_OF_DOCUMENT;
    }

    private void literal(String word) {
        int length = word.length();
        if (position + length > end || !isAt(position, word)) {
            throw invalid(word + " was expected");
        }
        position += length;
        requireDelimiter();
        pending = false;
    }

    /** After a number or a word nothing but a blank, a comma or a closing bracket may stand. */
    private void requireDelimiter() {
        if (position < end) {
            byte b = bytes[position];
            boolean delimits = b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
            if (!delimits) {
                throw invalid("a comma or the end was expected");
            }
        }
    }

    /** Goes over a number and takes it apart; gives where it began. */
    private int scanNumber() {
        negative = nextByte() == '-';
        int from = position;
        if (negative) {
            position++;
        } else if (position >= end || !isDigit(bytes[position])) {
            throw wrongKind(Kind.NUMBER);
        }
        mantissa = 0;
        mantissaIsWhole = true;
        exponent = 0;
        integral = true;
        if (position < end && bytes[position] == '0') {
            position++;
        } else {
            digits();
        }
        if (position < end && bytes[position] == '.') {
            position++;
            integral = false;
            exponent = -digits();
        }
        if (position < end && (bytes[position] | 0x20) == 'e') {
            integral = false;
            exponent += scanExponent();
        }
        requireDelimiter();
        pending = false;
        return from;
    }

    /** Goes over at least one digit, adds them to the mantissa and gives their number. */
    private int digits() {
        int from = position;
        long value = mantissa;
        while (position < end && isDigit(bytes[position])) {
            if (value > (Long.MAX_VALUE - 9) / 10) {
                mantissaIsWhole = false;
            } else {
                value = value * 10 + (bytes[position] - '0');
            }
            position++;
        }
        if (position == from) {
            throw invalid("a digit was expected");
        }
        mantissa = value;
        return position - from;
    }

    private int scanExponent() {
        position++;
        boolean below = position < end && bytes[position] == '-';
        if (below || (position < end && bytes[position] == '+')) {
            position++;
        }
        int from = position;
        int value = 0;
        while (position < end && isDigit(bytes[position])) {
            value = Math.min(value * 10 + (bytes[position] - '0'), 100_000);
            position++;
        }
        if (position == from) {
            throw invalid("a digit was expected");
        }
        return below ? -value : value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The place after the closing quote, its escapes checked. */
    private int endOfString(int from) {
        int i = from;
        while (i < end) {
            byte b = bytes[i];
            if (b == '"') {
                return i + 1;
            }
            if (b == '\\') {
                i = endOfEscape(i);
            } else if (b >= 0 && b < ' ') {
                position = i;
                throw invalid("a control character stands in a string without escape");
            } else {
                i++;
            }
        }
        position = end;
        throw invalid("the text ended in the middle of a string");
    }

    private int endOfEscape(int backslash) {
        int escape = backslash + 1 < end ? bytes[backslash + 1] : END_OF_DOCUMENT;
        if (escape == 'u') {
            hex(backslash + 2);
            return backslash + 6;
        }
        plainEscape(backslash, escape);
        return backslash + 2;
    }

    private int plainEscape(int backslash, int escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> {
                position = backslash;
                throw invalid("an unknown escape");
            }
        };
    }

    private int hex(int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < end ? Character.digit(bytes[i], 16) : -1;
            if (digit < 0) {
                position = Math.min(i, end);
                throw invalid("four hexadecimal digits were expected");
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** Reads the string that the cursor stands on, whatever it holds. */
    private String decodeString() {
        int from = position + 1;
        int to = endOfString(from) - 1;
        position = to + 1;
        int backslash = from;
        while (backslash < to && bytes[backslash] != '\\') {
            backslash++;
        }
        return backslash == to
                ? new String(bytes, from, to - from, StandardCharsets.UTF_8)
                : unescape(from, to, backslash);
    }

    /** Resolves escapes into UTF-8 and decodes that; an escape is never shorter than what it stands for. */
    private String unescape(int from, int to, int firstBackslash) {
        if (unescaped.length < to - from) {
            unescaped = new byte[Math.max(to - from, unescaped.length * 2)];
        }
        int size = firstBackslash - from;
        System.arraycopy(bytes, from, unescaped, 0, size);
        int i = firstBackslash;
        while (i < to) {
            byte b = bytes[i];
            if (b != '\\') {
                unescaped[size++] = b;
                i++;
            } else if (bytes[i + 1] == 'u') {
                int character = codePoint(i, to);
                size = Utf8.put(character, unescaped, size);
                i += character >= Character.MIN_SUPPLEMENTARY_CODE_POINT ? 12 : 6;
            } else {
                unescaped[size++] = (byte) plainEscape(i, bytes[i + 1]);
                i += 2;
            }
        }
        return new String(unescaped, 0, size, StandardCharsets.UTF_8);
    }

    /** The character of an escape, or of the pair of escapes that makes one character. */
    private int codePoint(int backslash, int to) {
        int unit = hex(backslash + 2);
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return unit;
        }
        int next = backslash + 6;
        if (Character.isHighSurrogate((char) unit) && next + 6 <= to && bytes[next] == '\\' && bytes[next + 1] == 'u') {
            int low = hex(next + 2);
            if (Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
        }
        return unit;
    }

    // ---- failures

    private ProtocolException wrongKind(Kind wanted) {
        Kind found = peek();
        return failure("The server's JSON has " + found.words + " where " + wanted.words + " was expected");
    }

    private ProtocolException invalid(String problem) {
        return failure("The server's answer is not valid JSON: " + problem);
    }

    private ProtocolException tooLarge(String digits, String type, @Nullable Exception cause) {
        return new ProtocolException(
                "The server's JSON has the number " + digits + ", which does not fit into a Java " + type + ".",
                ErrorDetails.none(),
                cause);
    }

    private ProtocolException failure(String problem) {
        return new ProtocolException(
                problem + ", at byte " + (position - start) + ", here: " + excerpt() + htmlHint(), ErrorDetails.none());
    }

    /** The text around the cursor, which stands before the mark. */
    private String excerpt() {
        int from = Math.max(start, position - EXCERPT);
        int to = Math.min(end, position + EXCERPT);
        String before = new String(bytes, from, position - from, StandardCharsets.UTF_8);
        String after = new String(bytes, position, Math.max(0, to - position), StandardCharsets.UTF_8);
        String text = (from > start ? "…" : "") + before + "⟨here⟩" + after + (to < end ? "…" : "");
        return "\"" + text.replaceAll("\\p{Cntrl}", " ") + "\".";
    }

    private String htmlHint() {
        boolean html = start < end && bytes[start] == '<';
        return html ? " This looks like an HTML page, as proxies send them." : "";
    }
}
