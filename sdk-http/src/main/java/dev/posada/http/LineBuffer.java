// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import java.util.Arrays;

/** A growing buffer that bytes are put into and lines are taken out of, as slices. Used by one thread at a time. */
final class LineBuffer {
    /** Enough for a short answer, which should not pay for the buffer of a long one. */
    private static final int FIRST_SIZE = 2 * 1024;

    /** Enough for what one read of a fast stream brings. */
    private static final int USUAL_SIZE = 8 * 1024;

    private static final int LARGEST_SIZE = Integer.MAX_VALUE - 8;

    /** Reading less than this at a time is not worth a call to the socket. */
    private static final int WORTH_READING = 1024;

    private static final int NO_MARK = -1;

    private final int maxLine;
    private final boolean carriageReturnEndsLine;

    private byte[] array = new byte[FIRST_SIZE];
    private int filled;
    private boolean ended;

    /** Where the bytes begin that no line has taken. */
    private int unread;

    /** Up to where no line end was found. */
    private int scanned;

    /** From here bytes are kept though lines have taken them. */
    private int mark = NO_MARK;

    private int lineStart;
    private int lineEnd;
    private boolean closed;

    /** The last line ended in a carriage return; a line feed right after it belongs to the same line end. */
    private boolean lineFeedIsOver;

    LineBuffer(int maxLine, boolean carriageReturnEndsLine) {
        this.maxLine = maxLine;
        this.carriageReturnEndsLine = carriageReturnEndsLine;
    }

    // ---- bytes in

    byte[] array() {
        return array;
    }

    /** Makes room at the end of the array and says where it begins. Slices given out before are void. */
    int makeRoom() {
        boolean wasFull = filled == array.length;
        int kept = mark == NO_MARK ? unread : mark;
        if (kept == filled) {
            moveLeft(kept);
        } else if (array.length - filled < WORTH_READING) {
            moveLeft(kept);
            if (filled > array.length / 2) {
                array = Arrays.copyOf(array, (int) Math.min(array.length * 2L, LARGEST_SIZE));
            }
        }
        if (wasFull && array.length < USUAL_SIZE) {
            array = Arrays.copyOf(array, USUAL_SIZE);
        }
        return filled;
    }

    private void moveLeft(int distance) {
        System.arraycopy(array, distance, array, 0, filled - distance);
        filled -= distance;
        unread -= distance;
        scanned -= distance;
        mark = mark == NO_MARK ? NO_MARK : 0;
    }

    /** So many bytes were put into the room. */
    void added(int count) {
        filled += count;
    }

    /** No more bytes will come. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    // ---- lines out

    /**
     * Goes to the next line; its end is left out. Once the bytes have ended, what is left counts as a line.
     *
     * @throws ProtocolException if it is too long, also if its end has not come yet
     */
    boolean nextLine() {
        if (lineFeedIsOver && unread < filled) {
            lineFeedIsOver = false;
            if (array[unread] == '\n') {
                unread++;
            }
        }
        int from = Math.max(scanned, unread);
        int end = carriageReturnEndsLine
                ? LineEnds.firstOfEitherKind(array, from, filled)
                : LineEnds.first(array, from, filled);
        if (end < filled) {
            lineFeedIsOver = array[end] == '\r';
            line(end, end + 1);
            return true;
        }
        scanned = filled;
        requireFits(filled - unread);
        if (ended && unread < filled) {
            line(filled, filled);
            return true;
        }
        return false;
    }

    private void line(int end, int next) {
        lineStart = unread;
        lineEnd = end;
        closed = next > end;
        unread = next;
        scanned = next;
        requireFits(lineEnd - lineStart);
    }

    private void requireFits(int length) {
        if (length > maxLine) {
            throw tooLong("a line", maxLine, "lineBytes");
        }
    }

    static ProtocolException tooLong(String what, long limit, String name) {
        return new ProtocolException(
                "The server sent " + what + " of more than " + limit + " bytes. If it is meant to, raise " + name
                        + " in the limits of the host.",
                ErrorDetails.none());
    }

    /** Whether the current line was closed by a line end, not by the end of the bytes. */
    boolean isClosed() {
        return closed;
    }

    int lineStart() {
        return lineStart;
    }

    int lineEnd() {
        return lineEnd;
    }

    /** Forgets blanks before the next line. */
    void dropBlanks() {
        while (unread < filled && array[unread] <= ' ' && array[unread] >= 0) {
            unread++;
        }
    }

    /** Whether a line has begun whose end has not come. */
    boolean hasPartialLine() {
        return unread < filled;
    }

    /** The first byte of the line whose end has not come. */
    byte firstOfPartialLine() {
        return array[unread];
    }

    // ---- a region that outlives its lines

    /** Keeps the bytes from here on. */
    void mark(int place) {
        mark = place;
    }

    /** Where the bytes that are kept begin. */
    int mark() {
        return mark;
    }

    /** Keeps only what no line has taken. */
    void clearMark() {
        mark = NO_MARK;
    }
}
