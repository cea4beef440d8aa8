// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;

/**
 * Writes the JSON of a request's body.
 *
 * <pre>{@code
 * JsonWriter json = new JsonWriter().beginObject().field("model", "llama3.2").name("messages").beginArray();
 * json.beginObject().field("role", "user").name("images").beginArray().base64(image).endArray().endObject();
 * json.endArray().endObject();
 * }</pre>
 *
 * <p>Bytes that go as Base64, and long texts, are encoded while they are sent: an image or a prompt of many megabytes is never
 * held a second time. Used by one thread at a time, and not to be changed once it was handed to a request.
 */
public final class JsonWriter {
    private static final MediaType JSON = MediaType.get("application/json");

    /** From this length on a text is not written before it is sent. */
    private static final int LONG_TEXT = 32 * 1024;

    /** A multiple of three, so that the pieces of one Base64 text need no padding between them. */
    private static final int ENCODED_AT_ONCE = 3 * 4096;

    private byte[] bytes = new byte[512];
    private int size;
    private int depth;
    private boolean needsComma;
    private final List<Insertion> insertions = new ArrayList<>(0);

    /** What belongs at a place of the JSON and is written only when it is sent. */
    private sealed interface Insertion permits Base64Text, LongText {
        int at();

        long encodedLength();

        void writeTo(BufferedSink sink) throws IOException;
    }

    private record Base64Text(int at, ByteBuffer content) implements Insertion {
        @Override
        public long encodedLength() {
            return (content.remaining() + 2L) / 3 * 4;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            encode(content.duplicate(), sink);
        }
    }

    private record LongText(int at, String text, long encodedLength) implements Insertion {
        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            JsonQuoting.write(text, sink);
        }
    }

    /** A writer of one document. */
    public JsonWriter() {}

    /** Begins an object. */
    public JsonWriter beginObject() {
        return begin('{');
    }

    /** Ends the object. */
    public JsonWriter endObject() {
        return end('}');
    }

    /** Begins an array. */
    public JsonWriter beginArray() {
        return begin('[');
    }

    /** Ends the array. */
    public JsonWriter endArray() {
        return end(']');
    }

    private JsonWriter begin(char bracket) {
        separate();
        append(bracket);
        depth++;
        needsComma = false;
        return this;
    }

    private JsonWriter end(char bracket) {
        if (depth == 0) {
            throw new IllegalStateException("There is no object or array to end.");
        }
        append(bracket);
        depth--;
        needsComma = true;
        return this;
    }

    /** Writes the name of a field; its value comes next. */
    public JsonWriter name(String name) {
        separate();
        quote(name);
        append(':');
        needsComma = false;
        return this;
    }

    /** Writes a string. Surrogates that stand alone become U+FFFD. */
    public JsonWriter value(String text) {
        separate();
        quote(text);
        return this;
    }

    /** Writes a whole number. */
    public JsonWriter value(long number) {
        separate();
        appendAscii(Long.toString(number));
        return this;
    }

    /**
     * Writes a number.
     *
     * @throws IllegalArgumentException if it is infinite or not a number, which JSON can't say
     */
    public JsonWriter value(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("JSON has no way to write " + number + ".");
        }
        separate();
        appendAscii(
                number == (long) number && Math.abs(number) < 1e15 && !isNegativeZero(number)
                        ? Long.toString((long) number)
                        : Double.toString(number));
        return this;
    }

    private static boolean isNegativeZero(double number) {
        return number == 0 && 1 / number < 0;
    }

    /** Writes a boolean. */
    public JsonWriter value(boolean flag) {
        separate();
        appendAscii(flag ? "true" : "false");
        return this;
    }

    /** Writes null. */
    public JsonWriter nullValue() {
        return raw("null");
    }

    /**
     * Writes JSON text as it is.
     *
     * @param json valid JSON; it is not checked here
     */
    public JsonWriter raw(String json) {
        separate();
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        reserve(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
        return this;
    }

    /** Writes bytes as a string in Base64. The bytes are read when the request is sent. */
    public JsonWriter base64(ByteBuffer content) {
        return base64("", content);
    }

    /** Writes a string of a prefix, such as {@code data:image/png;base64,}, and bytes in Base64. */
    public JsonWriter base64(String prefix, ByteBuffer content) {
        value(prefix);
        size--; // the quote comes after the bytes
        insertions.add(new Base64Text(size, content.slice()));
        append('"');
        return this;
    }

    /** Writes a field with a string. */
    public JsonWriter field(String name, String text) {
        return name(name).value(text);
    }

    /** Writes a field with a whole number. */
    public JsonWriter field(String name, long number) {
        return name(name).value(number);
    }

    /** Writes a field with a number. */
    public JsonWriter field(String name, double number) {
        return name(name).value(number);
    }

    /** Writes a field with a boolean. */
    public JsonWriter field(String name, boolean flag) {
        return name(name).value(flag);
    }

    private void separate() {
        if (needsComma) {
            append(',');
        }
        needsComma = true;
    }

    private void quote(String text) {
        append('"');
        if (text.length() >= LONG_TEXT) {
            insertions.add(new LongText(size, text, JsonQuoting.length(text)));
        } else {
            for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
                reserve(JsonQuoting.LONGEST);
                size = JsonQuoting.put(text, i, bytes, size);
            }
        }
        append('"');
    }

    private void append(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    private void appendAscii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** The document as a request's body, which may be sent more than once. */
    RequestBody toRequestBody() {
        if (depth != 0) {
            throw new IllegalStateException("The JSON of the request is not complete: " + depth + " levels are open.");
        }
        return new Body();
    }

    /** The JSON text. */
    @Override
    public String toString() {
        Buffer text = new Buffer();
        try {
            writeTo(text);
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail.", e);
        }
        return text.readUtf8();
    }

    private void writeTo(BufferedSink sink) throws IOException {
        int written = 0;
        for (Insertion insertion : insertions) {
            Bodies.write(bytes, written, insertion.at(), sink);
            insertion.writeTo(sink);
            written = insertion.at();
        }
        Bodies.write(bytes, written, size, sink);
    }

    private static void encode(ByteBuffer content, BufferedSink sink) throws IOException {
        byte[] plain = new byte[Math.min(ENCODED_AT_ONCE, content.remaining())];
        byte[] encoded = new byte[(plain.length + 2) / 3 * 4];
        while (content.hasRemaining()) {
            int length = Math.min(plain.length, content.remaining());
            content.get(plain, 0, length);
            byte[] piece = length == plain.length ? plain : Arrays.copyOf(plain, length);
            int encodedLength = Base64.getEncoder().encode(piece, encoded);
            sink.write(encoded, 0, encodedLength);
        }
    }

    private final class Body extends RequestBody {
        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            long length = size;
            for (Insertion insertion : insertions) {
                length += insertion.encodedLength();
            }
            return length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            JsonWriter.this.writeTo(sink);
        }
    }
}
