// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameCheckTest {
    private static final byte[] STREAM = EventStreamFile.bytes("stream-thinks-and-calls-two-tools");

    @Test
    void letsASoundStreamThroughHoweverItIsCut() {
        for (int size = 1; size <= STREAM.length; size++) {
            FrameCheck check = new FrameCheck(1_000, "");
            int sound = 0;

            for (int at = 0; at < STREAM.length; at += size) {
                sound += check.sound(ByteBuffer.wrap(STREAM, at, Math.min(size, STREAM.length - at)));
            }

            assertThat(sound).as("parts of %s bytes", size).isEqualTo(STREAM.length);
            assertThat(check.complaint()).isNull();
        }
    }

    @Test
    void findsEachByteThatHasChanged() {
        for (int position = 0; position < STREAM.length; position++) {
            byte[] changed = STREAM.clone();
            changed[position] ^= 1;
            FrameCheck check = new FrameCheck(1 << 20, "");

            int sound = check.sound(ByteBuffer.wrap(changed));

            assertThat(check.complaint()).as("byte %s", position).isNotNull();
            assertThat(sound).isLessThanOrEqualTo(position);
            assertThat(Arrays.copyOf(changed, sound)).isEqualTo(Arrays.copyOf(STREAM, sound));
        }
    }
}
