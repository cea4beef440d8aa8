// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class ScanTest {
    /** Mostly plain text, so that hits are few and far between, with every byte that is near a hit. */
    private static byte[] text(Random random) {
        byte[] bytes = new byte[random.nextInt(60)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] =
                    (byte) (random.nextInt(12) == 0 ? random.nextInt(256) : "abc !#[]\u007f".charAt(random.nextInt(9)));
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

            assertThat(Scan.endOfPlainText(bytes, from, to))
                    .isEqualTo(first(bytes, from, to, b -> b < ' ' || b == '"' || b == '\\'));
        }
    }

    @Test
    void findsEachByteAtEachPlace() {
        for (int b = 0; b < 256; b++) {
            for (int place = 0; place < 20; place++) {
                byte[] bytes = "abcdefghijklmnopqrst".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                bytes[place] = (byte) b;
                boolean plain = b >= ' ' && b < 0x80 && b != '"' && b != '\\';

                assertThat(Scan.endOfPlainText(bytes, 0, 20)).isEqualTo(plain ? 20 : place);
            }
        }
    }

    @Test
    void takesTheFirstEightBytesOfAnyLengthAtAnyPlace() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1, 12};
        for (int from = 0; from <= bytes.length; from++) {
            for (int to = from; to <= bytes.length; to++) {
                long expected = 0;
                for (int i = Math.min(to, from + 8) - 1; i >= from; i--) {
                    expected = (expected << 8) | (bytes[i] & 0xFF);
                }

                assertThat(Scan.beginning(bytes, from, to)).isEqualTo(expected);
            }
        }
    }
}
