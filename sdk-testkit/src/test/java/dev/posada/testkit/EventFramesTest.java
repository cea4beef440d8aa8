// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class EventFramesTest {
    private final byte[] frame = EventFrames.event("messageStop", EventFrames.bytes("{\"stopReason\":\"end_turn\"}"));

    @Test
    void tellsItsLengthInItsFirstBytes() {
        ByteBuffer buffer = ByteBuffer.wrap(frame);

        assertThat(buffer.getInt(0)).isEqualTo(frame.length);
        assertThat(buffer.getInt(4)).isEqualTo(frame.length - 16 - "{\"stopReason\":\"end_turn\"}".length());
    }

    @Test
    void endsInChecksumsOverWhatIsBeforeThem() {
        ByteBuffer buffer = ByteBuffer.wrap(frame);

        assertThat(buffer.getInt(8)).isEqualTo(checksum(8));
        assertThat(buffer.getInt(frame.length - 4)).isEqualTo(checksum(frame.length - 4));
    }

    @Test
    void writesAHeaderAsNameLengthNameTypeValueLengthValue() {
        String hex = HexFormat.of().formatHex(frame);

        assertThat(hex).contains("0b3a6576656e742d7479706507000b6d65737361676553746f70");
    }

    private int checksum(int length) {
        CRC32 checksum = new CRC32();
        checksum.update(frame, 0, length);
        return (int) checksum.getValue();
    }
}
