// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** One frame of the event stream in which AWS sends answers: lengths, headers, a payload, and two checksums. */
final class EventStreamFrame {
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    private static final byte STRING = 7;

    private EventStreamFrame() {}

    static byte[] of(String type, String json) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(":event-type", type, headers);
        header(":content-type", "application/json", headers);
        header(":message-type", "event", headers);
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        int length = PRELUDE + headers.size() + payload.length + CHECKSUM;
        ByteBuffer frame = ByteBuffer.allocate(length).putInt(length).putInt(headers.size());
        frame.putInt(checksum(frame)).put(headers.toByteArray()).put(payload);
        return frame.putInt(checksum(frame)).array();
    }

    private static void header(String name, String value, ByteArrayOutputStream out) {
        out.write(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.write(STRING);
        out.write(0); // the high byte of a length
        out.write(value.length());
        out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Of what the frame holds so far. */
    private static int checksum(ByteBuffer frame) {
        CRC32 sum = new CRC32();
        sum.update(frame.duplicate().flip());
        return (int) sum.getValue();
    }
}
