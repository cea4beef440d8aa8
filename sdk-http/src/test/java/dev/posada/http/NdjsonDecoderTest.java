// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static dev.posada.http.Recordings.assertFrames;
import static dev.posada.http.Recordings.bytes;
import static dev.posada.http.Recordings.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.Limits;
import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NdjsonDecoderTest {
    private void assertLines(String recording, String... expected) {
        assertFrames(() -> new NdjsonDecoder(Limits.defaults()), bytes(recording), List.of(expected));
    }

    @Test
    void cutsAtLineEndsWhereverTheBytesAreCut() {
        assertLines(
                "{\"text\":\"é☀😀\"}\n{\"a\":[1,2]}\n{\"done\":true}\n",
                "{\"text\":\"é☀😀\"}",
                "{\"a\":[1,2]}",
                "{\"done\":true}");
    }

    @Test
    void leavesBlankLinesOut() {
        assertLines("\n\n{\"a\":1}\r\n \r\n\t\n  {\"b\":2}\n\n", "{\"a\":1}\r", "{\"b\":2}");
    }

    @Test
    void takesALastLineWithoutItsEndIfItIsWhole() {
        assertLines("{\"a\":1}\n{\"done\":true}", "{\"a\":1}", "{\"done\":true}");
        assertLines("{\"a\":1}\n{\"done\":true", "{\"a\":1}");
        assertLines("{\"a\":1}\n{\"done\":tr", "{\"a\":1}");
    }

    @Test
    void findsNothingInNothing() {
        assertLines("");
        assertLines("\n");
        assertLines(" ");
    }

    @Test
    void copesWithLinesLongerThanItsBuffer() {
        String line = "{\"text\":\"" + "abc".repeat(20_000) + "\"}";
        FrameReader frames =
                FrameReader.ndjson(new ByteArrayInputStream(bytes((line + "\n").repeat(5))), Limits.defaults());

        assertThat(read(frames)).hasSize(5).containsOnly(line);
    }

    @Test
    void refusesALineLongerThanAllowedBeforeItsEndHasCome() {
        AtomicInteger taken = new AtomicInteger();
        ByteSource endless = (target, offset, length) -> {
            taken.addAndGet(length);
            Arrays.fill(target, offset, offset + length, (byte) 'a');
            return length;
        };
        FrameReader frames =
                new FrameReader(new NdjsonDecoder(new Limits(1 << 20, 100_000, 1 << 20)), endless, () -> {});

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(frames::next)
                .withMessageContaining("a line of more than 100000 bytes")
                .withMessageContaining("lineBytes");
        assertThat(taken).hasValueLessThan(300_000);
    }

    @Test
    void takesALineThatIsExactlyAsLongAsAllowed() {
        Limits limits = new Limits(1 << 20, 7, 1 << 20);

        assertThat(read(FrameReader.ndjson(new ByteArrayInputStream(bytes("{\"a\":1}\n")), limits)))
                .hasSize(1);
        assertThatThrownBy(() -> read(FrameReader.ndjson(new ByteArrayInputStream(bytes("{\"a\":12}\n")), limits)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void putsReplacementsForBytesThatAreNotUtf8() {
        byte[] recording = bytes("{\"a\":\"H__l\"}\n");
        recording[7] = (byte) 0xFF;
        recording[8] = (byte) 0xFE;

        assertFrames(() -> new NdjsonDecoder(Limits.defaults()), recording, List.of("{\"a\":\"H\uFFFD\uFFFDl\"}"));
    }

    @Test
    void readsFromItsCursorAgainAndAgain() {
        FrameReader frames =
                FrameReader.ndjson(new ByteArrayInputStream(bytes("{\"a\":1}\n{\"a\":2}\n")), Limits.defaults());

        frames.next();
        JsonCursor first = frames.json();
        assertThat(first.raw()).isEqualTo("{\"a\":1}");
        frames.next();

        assertThat(frames.json()).isSameAs(first);
        assertThat(frames.json().raw()).isEqualTo("{\"a\":2}");
    }
}
