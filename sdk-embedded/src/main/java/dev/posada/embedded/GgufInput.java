// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Little-endian reads from a file of known size, one after the other; every length is checked against what the file
 * can still hold before memory is taken for it.
 */
final class GgufInput {

    private static final int BUFFER_BYTES = 1 << 16;

    private final ReadableByteChannel channel;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long buffered;

    GgufInput(ReadableByteChannel channel, long size) {
        this.channel = channel;
        this.size = size;
        buffer.limit(0);
    }

    long size() {
        return size;
    }

    long position() {
        return buffered - buffer.remaining();
    }

    long remaining() {
        return size - position();
    }

    int readByte() {
        return need(1).get() & 0xFF;
    }

    int readShort() {
        return need(2).getShort() & 0xFFFF;
    }

    int readInt() {
        return need(4).getInt();
    }

    long readLong() {
        return need(8).getLong();
    }

    /** Reads an unsigned 32-bit number. */
    long readUnsignedInt() {
        return readInt() & 0xFFFF_FFFFL;
    }

    /** Reads how many things of at least {@code bytesEach} bytes follow, and refuses more than can follow. */
    int readCount(String what, int bytesEach) {
        long count = readLong();
        if (count < 0 || count > remaining() / bytesEach || count > Integer.MAX_VALUE - 8) {
            throw new ModelFileException("the file announces " + Long.toUnsignedString(count) + " " + what + " at byte "
                    + (position() - 8) + ", more than its " + size + " bytes can hold");
        }
        return (int) count;
    }

    String readString(String what, int longest) {
        long announced = readLong();
        if (announced < 0 || announced > Math.min(longest, remaining())) {
            throw new ModelFileException(
                    what + " at byte " + (position() - 8) + " is " + Long.toUnsignedString(announced)
                            + " bytes long, more than " + longest + " or than the file holds");
        }
        int length = (int) announced;
        byte[] bytes = new byte[length];
        readFully(ByteBuffer.wrap(bytes));
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Bytes that are no UTF-8 become replacement characters, which a text may also have of its own.
        if (text.indexOf('\uFFFD') >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new ModelFileException(what + " at byte " + (position() - length) + " is not valid UTF-8");
        }
        return text;
    }

    void skip(long count) {
        if (count > remaining()) {
            throw endOfFile(count);
        }
        long left = count;
        while (left > 0) {
            int step = (int) Math.min(left, BUFFER_BYTES);
            need(step);
            buffer.position(buffer.position() + step);
            left -= step;
        }
    }

    void readFully(ByteBuffer target) {
        while (target.hasRemaining()) {
            ByteBuffer source = need(Math.min(target.remaining(), BUFFER_BYTES));
            int step = Math.min(target.remaining(), source.remaining());
            target.put(target.position(), source, source.position(), step);
            target.position(target.position() + step);
            source.position(source.position() + step);
        }
    }

    private ByteBuffer need(int count) {
        if (buffer.remaining() < count) {
            if (count > remaining()) {
                throw endOfFile(count);
            }
            fill(count);
        }
        return buffer;
    }

    private void fill(int count) {
        buffer.compact();
        try {
            while (buffer.position() < count) {
                int read = channel.read(buffer);
                if (read < 0) {
                    throw new EOFException("read " + buffered + " bytes of " + size);
                }
                buffered += read;
            }
        } catch (IOException e) {
            throw new ModelFileException("it can't be read: " + e.getMessage(), e);
        } finally {
            buffer.flip();
        }
    }

    private ModelFileException endOfFile(long count) {
        return new ModelFileException("the file ends early: " + count + " more bytes are expected at byte " + position()
                + ", but it has only " + size);
    }
}
