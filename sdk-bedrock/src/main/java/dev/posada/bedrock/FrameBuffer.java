// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * Cuts the bytes of an AWS event stream into frames, however they come in. A frame is this, with numbers in network order:
 *
 * <pre>
 * bytes      what
 *   4        length of the whole frame, n + m + 16
 *   4        length of the headers, n
 *   4        CRC-32 of these eight bytes
 *   n        headers: see {@link FrameHeaders}
 *   m        payload: JSON
 *   4        CRC-32 of all before
 * </pre>
 *
 * <p>Lengths are checked before there is room made for what they claim, and no byte of a frame is believed before its checksum
 * is. A frame stays where it was put, and is good until the next is asked for. Used by one thread at a time.
 */
final class FrameBuffer {
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    private static final int FIRST_ROOM = 2 << 10;
    private static final VarHandle NUMBERS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final int limit;
    private final String type;
    private final CRC32 crc = new CRC32();
    private final FrameHeaders headers = new FrameHeaders();
    private final JsonCursor json = new JsonCursor();
    private byte[] bytes = new byte[FIRST_ROOM];
    private int start; // of the next frame
    private int end; // of what has come in
    private int length; // of the next frame; 0 as long as it is not known
    private boolean hasPayload;

    /**
     * For one stream.
     *
     * @param limit the longest frame, in bytes
     * @param type the media type of the body, for errors
     */
    FrameBuffer(int limit, String type) {
        this.limit = limit;
        this.type = type;
    }

    /** Adds what has come in. */
    void add(ByteBuffer more) {
        int count = more.remaining();
        if (bytes.length - end < count) {
            makeRoom(count);
        }
        more.get(bytes, end, count);
        end += count;
    }

    private void makeRoom(int count) {
        int kept = end - start;
        int needed = Math.addExact(kept, count);
        byte[] target = needed <= bytes.length ? bytes : new byte[Math.max(needed, 2 * bytes.length)];
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        start = 0;
        end = kept;
    }

    /**
     * Goes to the next frame.
     *
     * @return false if it has not come in as a whole
     * @throws ProtocolException if it is none, does not match its checksum, or is too long
     */
    boolean next() {
        int available = end - start;
        if (length == 0 && available >= PRELUDE) {
            length = measure();
        }
        if (length == 0 || available < length) {
            return false;
        }
        int frame = start;
        int stop = frame + length - CHECKSUM;
        crc.update(
                bytes,
                frame + PRELUDE - CHECKSUM,
                stop - frame - PRELUDE + CHECKSUM); // goes on where the prelude ended
        if ((int) crc.getValue() != number(stop)) {
            throw senseless("an event does not match its checksum; a proxy may have changed it");
        }
        start += length;
        length = 0;
        read(frame + PRELUDE, frame + PRELUDE + number(frame + 4), stop);
        return true;
    }

    private int measure() {
        crc.reset();
        crc.update(bytes, start, PRELUDE - CHECKSUM);
        long whole = Integer.toUnsignedLong(number(start));
        long head = Integer.toUnsignedLong(number(start + 4));
        if ((int) crc.getValue() != number(start + 8) || head > whole - PRELUDE - CHECKSUM) {
            throw noFrame();
        }
        if (whole > limit) {
            throw senseless("it holds an event of " + whole + " bytes, and the limit is " + limit
                    + "; if it is meant to, raise eventBytes in the limits of the host");
        }
        return (int) whole;
    }

    private int number(int place) {
        return (int) NUMBERS.get(bytes, place);
    }

    private void read(int head, int payload, int stop) {
        if (!headers.read(bytes, head, payload)) {
            throw noFrame();
        }
        json.reset(bytes, payload, stop);
        hasPayload = payload < stop;
    }

    /** What kind of frame it is. */
    FrameHeaders headers() {
        return headers;
    }

    /** Whether there is a payload. */
    boolean hasPayload() {
        return hasPayload;
    }

    /** The payload of the frame, in place. */
    JsonCursor json() {
        return json;
    }

    private ProtocolException noFrame() {
        return senseless("it holds something that is no frame of an event stream"
                + (type.isEmpty() ? "" : "; it calls itself " + type));
    }

    private static ProtocolException senseless(String what) {
        return new ProtocolException("The answer of Amazon Bedrock makes no sense: " + what + ".", ErrorDetails.none());
    }
}
