// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import java.nio.charset.StandardCharsets;

/** The bytes of a JSON document and the place that a {@link JsonCursor} has come to. Used by one thread at a time. */
final class JsonInput {
    static final int END_OF_DOCUMENT = -1;

    private static final int EXCERPT = 30;

    byte[] bytes = new byte[0];
    int position;
    int end;
    int start;

    void reset(byte[] document, int from, int to) {
        bytes = document;
        start = from;
        position = from;
        end = to;
    }

    /** The first byte of what comes next, blanks left out; the place is then there. */
    int nextByte() {
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

    /** The byte at a place without any leaving out. */
    int at(int place) {
        return place < end ? bytes[place] : END_OF_DOCUMENT;
    }

    /** Goes over a word. */
    void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at(position + i) != word.charAt(i)) {
                throw invalid(word + " was expected");
            }
        }
        position += word.length();
        requireDelimiter();
    }

    /** After a number or a word nothing but a blank, a comma or a closing bracket may stand. */
    void requireDelimiter() {
        if (position < end) {
            byte b = bytes[position];
            boolean delimits = b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
            if (!delimits) {
                throw invalid("a comma or the end was expected");
            }
        }
    }

    ProtocolException invalid(String problem) {
        return failure("The server's answer is not valid JSON: " + problem);
    }

    ProtocolException failure(String problem) {
        return new ProtocolException(
                problem + ", at byte " + (position - start) + ", here: " + excerpt() + htmlHint(), ErrorDetails.none());
    }

    /** The text around the place, which stands before the mark. */
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
