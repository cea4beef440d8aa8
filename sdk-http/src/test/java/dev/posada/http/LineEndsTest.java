// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class LineEndsTest {
    /** Mostly plain text, so that line ends are few and far between, with the bytes that differ from them in one bit. */
    private static byte[] text(Random random) {
        byte[] bytes = new byte[random.nextInt(60)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) "abcdefgh\n\r\u000b\u000c\u008a\u008d".charAt(random.nextInt(14));
        }
        return bytes;
    }

    private static int first(byte[] bytes, int from, int to, IntPredicate wanted) {
        for (int i = from; i < to; i++) {
            if (wanted.test(bytes[i])) {
                return i;
            }
        }
        return to;
    }

    @Test
    void findsWhatAPlainLoopFinds() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = text(random);
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);

            assertThat(LineEnds.first(bytes, from, to)).isEqualTo(first(bytes, from, to, b -> b == '\n'));
            assertThat(LineEnds.firstOfEitherKind(bytes, from, to))
                    .isEqualTo(first(bytes, from, to, b -> b == '\n' || b == '\r'));
        }
    }

    @Test
    void findsEachByteAtEachPlace() {
        for (int b = 0; b < 256; b++) {
            for (int place = 0; place < 20; place++) {
                byte[] bytes = "abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII);
                bytes[place] = (byte) b;

                assertThat(LineEnds.first(bytes, 0, 20)).isEqualTo(b == '\n' ? place : 20);
                assertThat(LineEnds.firstOfEitherKind(bytes, 0, 20)).isEqualTo(b == '\n' || b == '\r' ? place : 20);
            }
        }
    }
}
