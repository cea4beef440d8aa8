// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Frames of an AWS event stream: lengths, a checksum over them, headers, payload, a checksum over all of it.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">the specification</a>
 */
final class EventFrames {
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    private static final byte STRING = 7;

    private EventFrames() {}

    static byte[] event(String type, byte[] payload) {
        return frame("event", ":event-type", type, payload);
    }

    static byte[] exception(String type, byte[] payload) {
        return frame("exception", ":exception-type", type, payload);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How a frame begins that is to be so long, with nothing of it. */
    static byte[] start(int length) {
        byte[] prelude = new byte[PRELUDE];
        ByteBuffer buffer = ByteBuffer.wrap(prelude).putInt(length).putInt(0);
        buffer.putInt(checksum(prelude, buffer.position()));
        return prelude;
    }

    private static byte[] frame(String messageType, String typeHeader, String type, byte[] payload) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, typeHeader, type);
        header(headers, ":content-type", "application/json");
        header(headers, ":message-type", messageType);
        int length = PRELUDE + headers.size() + payload.length + CHECKSUM;
        byte[] frame = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        buffer.putInt(length).putInt(headers.size());
        buffer.putInt(checksum(frame, buffer.position()))
                .put(headers.toByteArray())
                .put(payload);
        buffer.putInt(checksum(frame, buffer.position()));
        return frame;
    }

    private static void header(ByteArrayOutputStream headers, String name, String value) {
        headers.write(name.length());
        headers.writeBytes(bytes(name));
        headers.write(STRING);
        headers.writeBytes(
                ByteBuffer.allocate(2).putShort((short) value.length()).array());
        headers.writeBytes(bytes(value));
    }

    private static int checksum(byte[] frame, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(frame, 0, length);
        return (int) checksum.getValue();
    }
}
