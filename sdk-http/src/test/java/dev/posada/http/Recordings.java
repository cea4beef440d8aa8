// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Recorded bytes, and the ways in which they can arrive. */
final class Recordings {
    private Recordings() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same frames however the bytes arrive. */
    static void assertFrames(Supplier<FrameDecoder> decoder, byte[] recording, List<String> expected) {
        for (List<byte[]> way : ways(recording)) {
            FrameReader frames = new FrameReader(decoder.get(), source(way), () -> {});
            assertThat(read(frames)).isEqualTo(expected);
        }
    }

    static List<String> read(FrameReader frames) {
        List<String> seen = new ArrayList<>();
        while (frames.next()) {
            do {
                seen.add(frames.event().isEmpty() ? frames.data() : frames.event() + "|" + frames.data());
            } while (frames.nextAtHand());
        }
        assertThat(frames.next()).isFalse();
        return seen;
    }

    /** In one piece, byte by byte, in two pieces at every place, and in random pieces. */
    private static List<List<byte[]>> ways(byte[] recording) {
        List<List<byte[]>> ways = new ArrayList<>();
        ways.add(List.of(recording));
        ways.add(pieces(recording, 1, 1));
        for (int place = 1; place < recording.length; place++) {
            ways.add(List.of(
                    Arrays.copyOfRange(recording, 0, place), Arrays.copyOfRange(recording, place, recording.length)));
        }
        for (int seed = 0; seed < 200; seed++) {
            ways.add(pieces(recording, seed, 7));
        }
        return ways;
    }

    private static List<byte[]> pieces(byte[] recording, int seed, int longest) {
        Random random = new Random(seed);
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < recording.length; ) {
            int to = Math.min(recording.length, from + 1 + random.nextInt(longest));
            pieces.add(Arrays.copyOfRange(recording, from, to));
            from = to;
        }
        return pieces;
    }

    /** A source that gives one piece at a time. */
    static ByteSource source(List<byte[]> pieces) {
        List<byte[]> left = new ArrayList<>(pieces);
        return (target, offset, length) -> {
            if (left.isEmpty()) {
                return -1;
            }
            byte[] piece = left.remove(0);
            int count = Math.min(length, piece.length);
            System.arraycopy(piece, 0, target, offset, count);
            if (count < piece.length) {
                left.add(0, Arrays.copyOfRange(piece, count, piece.length));
            }
            return count;
        };
    }
}
