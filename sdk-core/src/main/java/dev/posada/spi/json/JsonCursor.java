// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import dev.posada.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private final JsonInput in = new JsonInput();
    private final JsonNumber number = new JsonNumber(in);
    private final JsonText text = new JsonText(in);

    private int depth;

    /** The object or array has had no field or element yet, so no comma stands before the next. */
    private boolean first;

    /** A value comes next that nobody has read yet. */
    private boolean pending;

    private int nameStart;
    private int nameEnd;

    /** The name, where its bytes are not plain text. */
    private @Nullable String escapedName;

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

    /** A cursor on nothing, for {@link #reset}. */
    public JsonCursor() {}

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

    /** Starts with another document, which stands in a part of the bytes. They are not copied. */
    public void reset(byte[] json, int from, int to) {
        in.reset(json, from, to);
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
        if (in.nextByte() != bracket) {
            throw wrongKind(kind);
        }
        in.position++;
        if (++depth > MAX_DEPTH) {
            throw in.invalid("more than " + MAX_DEPTH + " levels of nesting");
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
        readName();
        pending = true;
        return escapedName == null ? names.find(in.bytes, nameStart, nameEnd) : names.find(escapedName);
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
        if (in.nextByte() == ']') {
            throw in.invalid("a value was expected after the comma");
        }
        pending = true;
        return true;
    }

    /** Goes over what was not read and the comma before the next field or element; false if there is none. */
    private boolean advance(char closing, String expected) {
        if (pending) {
            skip();
        }
        int next = in.nextByte();
        if (next == closing) {
            in.position++;
            close();
            return false;
        }
        if (!first) {
            if (next != ',') {
                throw in.invalid(expected + " was expected");
            }
            in.position++;
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
        if (in.nextByte() != JsonInput.END_OF_DOCUMENT) {
            throw in.invalid("the end of the document was expected");
        }
    }

    /** The name of the field that {@link #nextName} came to last. */
    public String name() {
        return escapedName != null
                ? escapedName
                : new String(in.bytes, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
    }

    private void readName() {
        if (in.nextByte() != '"') {
            throw in.invalid("a field name was expected");
        }
        nameStart = in.position + 1;
        int stop = Scan.endOfPlainText(in.bytes, nameStart, in.end);
        if (in.at(stop) == '"') {
            nameEnd = stop;
            in.position = stop + 1;
            escapedName = null;
        } else {
            escapedName = text.read();
        }
        readColon();
    }

    private void readColon() {
        if (in.nextByte() != ':') {
            throw in.invalid("a colon was expected after the field name");
        }
        in.position++;
    }

    // ---- values

    /** What comes next. */
    public Kind peek() {
        int next = in.nextByte();
        return switch (next) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> throw in.invalid(next == JsonInput.END_OF_DOCUMENT ? "the text ended" : "a value was expected");
        };
    }

    /** Reads a string. */
    public String string() {
        if (in.nextByte() != '"') {
            throw wrongKind(Kind.STRING);
        }
        pending = false;
        return text.read();
    }

    /**
     * Reads a string that is probably known already, as a model's name that every line repeats.
     *
     * @return {@code known} itself if the string equals it
     */
    public String string(String known) {
        if (in.nextByte() == '"' && isPlainText(known)) {
            in.position += known.length() + 2;
            pending = false;
            return known;
        }
        return string();
    }

    /** Whether the string at the current place is this text, without escapes and in ASCII. */
    private boolean isPlainText(String known) {
        int from = in.position + 1;
        for (int i = 0; i < known.length(); i++) {
            char c = known.charAt(i);
            if (in.at(from + i) != c || c >= 0x80 || c == '"' || c == '\\') {
                return false;
            }
        }
        return in.at(from + known.length()) == '"';
    }

    /** Reads a string, or null. */
    public @Nullable String stringOrNull() {
        return isNull() ? null : string();
    }

    /** Reads a null if one comes next; otherwise reads nothing and says false. */
    public boolean isNull() {
        if (in.nextByte() != 'n') {
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
        int next = in.nextByte();
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
        readNumber();
        return number.longValue();
    }

    /**
     * Reads a number; a fraction is cut off.
     *
     * @throws ProtocolException if it does not fit
     */
    public int intValue() {
        readNumber();
        return number.intValue();
    }

    /** Reads a number. */
    public double doubleValue() {
        readNumber();
        return number.doubleValue();
    }

    private void readNumber() {
        int next = in.nextByte();
        if (next != '-' && (next < '0' || next > '9')) {
            throw wrongKind(Kind.NUMBER);
        }
        number.read();
        pending = false;
    }

    private void literal(String word) {
        in.literal(word);
        pending = false;
    }

    /** Reads any value and forgets it. */
    public void skip() {
        pending = false;
        switch (in.nextByte()) {
            case '{' -> skipObject();
            case '[' -> skipArray();
            case '"' -> text.skip();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> readNumber();
        }
    }

    /** Reads any value as JSON text. */
    public String raw() {
        in.nextByte();
        int from = in.position;
        skip();
        return new String(in.bytes, from, in.position - from, StandardCharsets.UTF_8);
    }

    private void skipObject() {
        beginObject();
        while (advance('}', "a comma or the end of the object")) {
            if (in.nextByte() != '"') {
                throw in.invalid("a field name was expected");
            }
            text.skip();
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

    // ---- for a shape

    /** Where the next value begins, counted from the beginning of the document. */
    public int place() {
        in.nextByte();
        return in.position - in.start;
    }

    int length() {
        return in.end - in.start;
    }

    void copyTo(byte[] target) {
        System.arraycopy(in.bytes, in.start, target, 0, length());
    }

    /** Where the string ends that begins at a place, its quote included; the document was read already. */
    int endOfString(int place) {
        int before = in.position;
        in.position = in.start + place;
        text.skip();
        int end = in.position - in.start;
        in.position = before;
        return end;
    }

    /** Goes over the bytes that come next if they are those of a sample, blanks included. */
    boolean skipBytes(byte[] sample, int from, int to) {
        int next = in.position + to - from;
        if (next > in.end || !Arrays.equals(sample, from, to, in.bytes, in.position, next)) {
            return false;
        }
        in.position = next;
        return true;
    }

    boolean isAtString() {
        return in.at(in.position) == '"';
    }

    boolean isAtEnd() {
        return in.position == in.end;
    }

    void rewind() {
        reset(in.bytes, in.start, in.end);
    }

    // ---- failures

    private ProtocolException wrongKind(Kind wanted) {
        Kind found = peek();
        return in.failure("The server's JSON has " + found.words + " where " + wanted.words + " was expected");
    }
}
