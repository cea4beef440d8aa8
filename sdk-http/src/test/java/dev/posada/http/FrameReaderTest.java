// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ErrorDetails;
import dev.posada.Limits;
import dev.posada.StreamInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final AtomicInteger progress = new AtomicInteger();

    /** How often progress was told for each piece. */
    private List<Integer> progressOf(FrameDecoder decoder, String... pieces) {
        List<Integer> told = new ArrayList<>();
        List<byte[]> left =
                new ArrayList<>(List.of(pieces).stream().map(Recordings::bytes).toList());
        ByteSource source = (target, offset, length) -> {
            told.add(progress.getAndSet(0));
            if (left.isEmpty()) {
                return -1;
            }
            byte[] piece = left.remove(0);
            System.arraycopy(piece, 0, target, offset, piece.length);
            return piece.length;
        };
        FrameReader frames = new FrameReader(decoder, source, progress::incrementAndGet);
        while (frames.next()) {
            progress.incrementAndGet(); // a frame ends the wait, so nothing needs to be told of it
        }
        return told.subList(1, told.size()).stream()
                .map(count -> Math.min(count, 1))
                .toList();
    }

    @Test
    void ofLinesAndPartsOfLinesButNotOfBlanks() {
        assertThat(progressOf(new NdjsonDecoder(Limits.defaults()), "{\"a\"", ":1", "}\n", "\n", " ", "\r\n", "2\n"))
                .containsExactly(1, 1, 1, 0, 0, 0, 1);
    }

    @Test
    void ofEventsAndPartsOfEventsButNotOfComments() {
        assertThat(progressOf(
                        new SseDecoder(Limits.defaults()),
                        "data",
                        ": x",
                        "\n",
                        ": ping\n",
                        ":",
                        " ping",
                        "\n\n",
                        ":\n\n",
                        "\n"))
                .containsExactly(1, 1, 1, 0, 0, 0, 1, 0, 0);
    }

    @Test
    void letsTheFailureOfItsSourceThrough() {
        StreamInterruptedException broken = new StreamInterruptedException("broken", ErrorDetails.none());
        ByteSource source = (target, offset, length) -> {
            throw broken;
        };

        assertThatThrownBy(() -> new FrameReader(new NdjsonDecoder(Limits.defaults()), source, () -> {}).next())
                .isSameAs(broken);
    }
}
