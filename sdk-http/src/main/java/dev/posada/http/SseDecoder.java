// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, by the rules of the <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML
 * standard</a>. A frame is the data of one event; events without data, comments, ids and reconnection times say nothing here.
 *
 * <p>One rule is bent: data that no blank line closes before the bytes end is handed out as a cut frame, since some servers
 * leave the last blank line out.
 */
final class SseDecoder implements FrameDecoder {
    private static final String DEFAULT_EVENT = "message";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final int NO_DATA = -1;

    private final int maxEvent;
    private final LineBuffer bytes;

    /** The data of the event so far begins at the buffer's mark and is this long. */
    private int dataLength = NO_DATA;

    private String eventOfData = DEFAULT_EVENT;

    /** The event names seen so far: a stream repeats few names often. */
    private final @Nullable String[] knownEvents = new @Nullable String[8];

    private int frameStart;
    private int frameEnd;
    private boolean cut;
    private String event = DEFAULT_EVENT;
    private boolean firstLine = true;
    private boolean progress;

    SseDecoder(Limits limits) {
        this.maxEvent = limits.eventBytes();
        this.bytes = new LineBuffer(limits.lineBytes(), true);
    }

    @Override
    public LineBuffer bytes() {
        return bytes;
    }

    @Override
    public boolean next() {
        while (bytes.nextLine()) {
            int from = bytes.lineStart();
            int to = bytes.lineEnd();
            if (firstLine) {
                firstLine = false;
                from += startsWith(BYTE_ORDER_MARK, from, to) ? BYTE_ORDER_MARK.length : 0;
            }
            if (from < to) {
                field(from, to);
            } else if (dispatch(false)) {
                return true;
            }
        }
        return bytes.hasEnded() && dispatch(true);
    }

    /** Makes a frame of the data, if there is any. */
    private boolean dispatch(boolean isCut) {
        event = eventOfData;
        eventOfData = DEFAULT_EVENT;
        if (dataLength == NO_DATA) {
            return false;
        }
        frameStart = bytes.mark();
        frameEnd = frameStart + dataLength;
        cut = isCut;
        dataLength = NO_DATA;
        progress = false;
        bytes.clearMark();
        return true;
    }

    private void field(int from, int to) {
        byte[] array = bytes.array();
        int colon = from;
        while (colon < to && array[colon] != ':') {
            colon++;
        }
        if (colon == from) {
            return; // a comment
        }
        progress = true;
        int value = Math.min(colon + 1, to);
        if (value < to && array[value] == ' ') {
            value++;
        }
        if (is(DATA, from, colon)) {
            addData(value, to);
        } else if (is(EVENT, from, colon)) {
            eventOfData = value == to ? DEFAULT_EVENT : eventName(value, to);
        }
    }

    /** Several lines of data move together in the buffer: what stands between them is longer than the line feed that joins them. */
    private void addData(int from, int to) {
        if (dataLength == NO_DATA) {
            bytes.mark(from);
            dataLength = to - from;
        } else {
            byte[] array = bytes.array();
            int end = bytes.mark() + dataLength;
            array[end] = '\n';
            System.arraycopy(array, from, array, end + 1, to - from);
            dataLength += 1 + to - from;
        }
        if (dataLength > maxEvent) {
            throw LineBuffer.tooLong("an event", maxEvent, "eventBytes");
        }
    }

    private String eventName(int from, int to) {
        for (int i = 0; i < knownEvents.length; i++) {
            String known = knownEvents[i];
            if (known == null) {
                known = new String(bytes.array(), from, to - from, StandardCharsets.UTF_8);
                knownEvents[i] = known;
                return known;
            }
            if (isAscii(known, from, to)) {
                return known;
            }
        }
        return new String(bytes.array(), from, to - from, StandardCharsets.UTF_8);
    }

    private boolean isAscii(String name, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes.array()[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean is(byte[] word, int from, int to) {
        return Arrays.equals(word, 0, word.length, bytes.array(), from, to);
    }

    private boolean startsWith(byte[] word, int from, int to) {
        return to - from >= word.length && is(word, from, from + word.length);
    }

    @Override
    public int frameStart() {
        return frameStart;
    }

    @Override
    public int frameEnd() {
        return frameEnd;
    }

    @Override
    public boolean isCut() {
        return cut;
    }

    @Override
    public String event() {
        return event;
    }

    @Override
    public boolean takeProgress() {
        boolean came = progress || (bytes.hasPartialLine() && bytes.firstOfPartialLine() != ':');
        progress = false;
        return came;
    }
}
