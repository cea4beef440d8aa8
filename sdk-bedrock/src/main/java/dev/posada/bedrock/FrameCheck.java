// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the frames of an event stream: their lengths, so that the AWS SDK does not make room for what a broken one claims,
 * and their checksums, so that what came in before a broken one is not lost with it.
 *
 * <p>A frame is its length, the length of its headers and the checksum of both, each four bytes; headers; a payload; and the
 * checksum of all that.
 */
final class FrameCheck implements BodyCheck {
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;

    private final int limit;
    private final String type;
    private final CRC32 crc = new CRC32();
    private final ByteBuffer prelude = ByteBuffer.allocate(PRELUDE);
    private byte[] copy = new byte[0]; // the JDK's buffers are read-only, which hides their arrays from the checksum
    private long missing = PRELUDE; // of this frame, as far as its length is known
    private int checksum; // as far as it has come in
    private @Nullable ProtocolException complaint;

    /**
     * For one stream.
     *
     * @param limit the longest frame, in bytes
     * @param type the media type of the body, for errors
     */
    FrameCheck(int limit, String type) {
        this.limit = limit;
        this.type = type;
    }

    @Override
    public int sound(ByteBuffer bytes) {
        int end = bytes.remaining();
        if (copy.length < end) {
            copy = new byte[end];
        }
        bytes.get(bytes.position(), copy, 0, end);
        int endOfFrames = 0;
        for (int at = 0; at < end; ) {
            at += prelude.hasRemaining() ? begin(at, end) : missing > CHECKSUM ? content(at, end) : finish(at);
            if (complaint != null) {
                return endOfFrames;
            }
            if (prelude.position() == 0) {
                endOfFrames = at;
            }
        }
        return end;
    }

    private int begin(int at, int end) {
        int count = Math.min(end - at, prelude.remaining());
        prelude.put(copy, at, count);
        if (!prelude.hasRemaining()) {
            crc.update(prelude.array(), 0, 8);
            boolean isSound = (int) crc.getValue() == prelude.getInt(8);
            crc.update(prelude.array(), 8, 4);
            measure(isSound, Integer.toUnsignedLong(prelude.getInt(0)), Integer.toUnsignedLong(prelude.getInt(4)));
        }
        return count;
    }

    private void measure(boolean isSound, long length, long headers) {
        missing = length - PRELUDE;
        if (!isSound || headers > missing - CHECKSUM) {
            complain("it holds something that is no frame of an event stream"
                    + (type.isEmpty() ? "" : "; it calls itself " + type));
        } else if (length > limit) {
            complain("it holds an event of " + length + " bytes, and the limit is " + limit
                    + "; if it is meant to, raise eventBytes in the limits of the host");
        }
    }

    private int content(int at, int end) {
        int count = (int) Math.min(end - at, missing - CHECKSUM);
        crc.update(copy, at, count);
        missing -= count;
        return count;
    }

    private int finish(int at) {
        checksum = (checksum << 8) | (copy[at] & 0xff);
        missing--;
        if (missing == 0) {
            if (checksum != (int) crc.getValue()) {
                complain("an event does not match its checksum; a proxy may have changed it");
            }
            crc.reset();
            prelude.clear();
        }
        return 1;
    }

    private void complain(String what) {
        complaint = new ProtocolException(
                "The answer of Amazon Bedrock makes no sense: " + what + ".", ErrorDetails.none());
    }

    @Override
    public @Nullable ProtocolException complaint() {
        return complaint;
    }
}
