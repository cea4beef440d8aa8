// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a frame, one after the other:
 *
 * <pre>
 * bytes      what
 *   1        length of the name
 *   ...      name, such as :event-type
 *   1        kind of value: 7 is a text, which is all that Bedrock sends
 *   2        length of the value, where it is a text or bytes; others have a length of their own
 *   ...      value
 * </pre>
 *
 * <p>Most frames have the very headers of the one before, and those are not read again. Used by one thread at a time.
 */
final class FrameHeaders {
    private static final int BYTES = 6;
    private static final int TEXT = 7;

    /** The lengths of values, by kind: true, false, numbers of one to eight bytes, bytes, text, a time, a UUID. */
    private static final int[] LENGTHS = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

    private byte[] known = new byte[0];
    private @Nullable String messageType;
    private @Nullable String eventType;
    private @Nullable String exceptionType;
    private @Nullable String errorCode;
    private @Nullable String errorMessage;
    private @Nullable String contentType;
    private EventKind kind = EventKind.UNKNOWN;

    /** Reads headers in place of the last ones; false if they are none. */
    boolean read(byte[] bytes, int from, int to) {
        if (Arrays.equals(known, 0, known.length, bytes, from, to)) {
            return true;
        }
        forget();
        int at = from;
        while (at < to) {
            at = readHeader(bytes, at, to);
            if (at < 0) {
                return false;
            }
        }
        known = Arrays.copyOfRange(bytes, from, to);
        kind = EventKind.of(messageType, eventType);
        return true;
    }

    private void forget() {
        known = new byte[0];
        messageType = null;
        eventType = null;
        exceptionType = null;
        errorCode = null;
        errorMessage = null;
        contentType = null;
        kind = EventKind.UNKNOWN;
    }

    /** Where the next header begins; -1 if there is no such header. */
    private int readHeader(byte[] bytes, int from, int to) {
        int endOfName = from + 1 + (bytes[from] & 0xFF);
        int valueKind = endOfName < to ? bytes[endOfName] : -1;
        if (valueKind < 0 || valueKind >= LENGTHS.length) {
            return -1;
        }
        int value = endOfName + 1;
        int length = LENGTHS[valueKind];
        if (valueKind == BYTES || valueKind == TEXT) {
            if (to - value < 2) {
                return -1;
            }
            length = ((bytes[value] & 0xFF) << 8) | (bytes[value + 1] & 0xFF);
            value += 2;
        }
        if (to - value < length) {
            return -1;
        }
        if (valueKind == TEXT) {
            keep(text(bytes, from + 1, endOfName), text(bytes, value, value + length));
        }
        return value + length;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void keep(String name, String value) {
        switch (name) {
            case ":message-type" -> messageType = value;
            case ":event-type" -> eventType = value;
            case ":exception-type" -> exceptionType = value;
            case ":error-code" -> errorCode = value;
            case ":error-message" -> errorMessage = value;
            case ":content-type" -> contentType = value;
            default -> {} // about the transport: none that Bedrock is known to send
        }
    }

    /** What the frame tells. */
    EventKind kind() {
        return kind;
    }

    /** The service's name for the event; empty if the frame has none. */
    String eventType() {
        return eventType == null ? "" : eventType;
    }

    /** The service's name for the failure: of an exception its type, of an error its code. */
    @Nullable
    String failureCode() {
        return exceptionType == null ? errorCode : exceptionType;
    }

    /** The words of an error; an exception has them in its payload. */
    @Nullable
    String errorMessage() {
        return errorMessage;
    }

    /** Whether the payload is said to be JSON, or nothing is said of it. */
    boolean isJson() {
        return contentType == null || contentType.startsWith("application/json");
    }
}
