// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.Limits;
import dev.posada.ProtocolException;
import dev.posada.StreamInterruptedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same frames however the bytes arrive. */
    private static void assertFrames(Supplier<FrameDecoder> decoder, byte[] recording, List<String> expected) {
        for (List<byte[]> way : Cuts.of(recording)) {
            FrameReader frames = new FrameReader(decoder.get(), Cuts.source(way), () -> {});
            assertThat(read(frames)).isEqualTo(expected);
        }
    }

    private static List<String> read(FrameReader frames) {
        List<String> seen = new ArrayList<>();
        while (frames.next()) {
            do {
                seen.add(frames.event().isEmpty() ? frames.data() : frames.event() + "|" + frames.data());
            } while (frames.nextAtHand());
        }
        assertThat(frames.next()).isFalse();
        return seen;
    }

    @Nested
    class OfLines {
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
                java.util.Arrays.fill(target, offset, offset + length, (byte) 'a');
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

    @Nested
    class OfEvents {
        private void assertEvents(String recording, String... expected) {
            assertFrames(() -> new SseDecoder(Limits.defaults()), bytes(recording), List.of(expected));
        }

        @Test
        void cutsAtBlankLinesWhereverTheBytesAreCut() {
            assertEvents(
                    "data: {\"text\":\"é☀😀\"}\n\ndata:{\"b\":2}\n\ndata: [DONE]\n\n",
                    "message|{\"text\":\"é☀😀\"}",
                    "message|{\"b\":2}",
                    "message|[DONE]");
        }

        @Test
        void takesEveryKindOfLineEnd() {
            assertEvents(
                    "data: 1\r\n\r\ndata: 2\r\rdata: 3\n\ndata: 4\r\n\n",
                    "message|1",
                    "message|2",
                    "message|3",
                    "message|4");
        }

        @Test
        void joinsLinesOfDataWithALineFeed() {
            assertEvents(
                    "data: a\ndata: bc\n: comment\nid: 7\ndata:\ndata:  d\n\ndata: e\n\n",
                    "message|a\nbc\n\n d",
                    "message|e");
        }

        @Test
        void keepsTheNameForOneEventOnly() {
            assertEvents(
                    "event: error\ndata: x\n\ndata: y\n\nevent: message.delta\ndata: z\n\nevent:\ndata: w\n\n",
                    "error|x",
                    "message|y",
                    "message.delta|z",
                    "message|w");
        }

        @Test
        void forgetsEventsWithoutData() {
            assertEvents("event: ping\n\n\n\nid: 1\n\nretry: 100\n\ndata: x\n\n", "message|x");
        }

        @Test
        void leavesCommentsAndUnknownFieldsOut() {
            assertEvents(":\n\n: ping\n\n:data: no\nfoo: bar\ndatax: no\n data: no\ndata: yes\n\n", "message|yes");
        }

        @Test
        void takesAFieldWithoutColonForAnEmptyOne() {
            assertEvents("data\n\ndata\ndata\n\n", "message|", "message|\n");
        }

        @Test
        void leavesOutAByteOrderMarkAtTheStartOnly() {
            assertEvents("\uFEFFdata: x\n\n\uFEFFdata: y\n\ndata: z\n\n", "message|x", "message|z");
        }

        @Test
        void takesALastEventWithoutItsEndIfItIsWhole() {
            assertEvents("data: {\"a\":1}\n\ndata: [DONE]\n", "message|{\"a\":1}", "message|[DONE]");
            assertEvents("data: {\"a\":1}\n\ndata: [DONE]", "message|{\"a\":1}", "message|[DONE]");
            assertEvents("data: {\"a\":1}\n\ndata: {\"b\":", "message|{\"a\":1}");
            assertEvents("data: {\"a\":1}\n\ndata: [DON", "message|{\"a\":1}");
        }

        @Test
        void allocatesNoNewNameForAnEventThatComesAgain() {
            FrameReader frames = FrameReader.sse(
                    new ByteArrayInputStream(bytes("event: delta\ndata: 1\n\nevent: delta\ndata: 2\n\n")),
                    Limits.defaults());

            frames.next();
            String first = frames.event();
            frames.next();

            assertThat(frames.event()).isSameAs(first);
        }

        @Test
        void keepsManyNamesApart() {
            StringBuilder recording = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                recording
                        .append("event: e")
                        .append(i % 20)
                        .append("\ndata: ")
                        .append(i)
                        .append("\n\n");
                expected.add("e" + i % 20 + "|" + i);
            }

            FrameReader frames =
                    FrameReader.sse(new ByteArrayInputStream(bytes(recording.toString())), Limits.defaults());

            assertThat(read(frames)).isEqualTo(expected);
        }

        @Test
        void refusesAnEventOfManyLinesThatIsLongerThanAllowed() {
            Limits limits = new Limits(1 << 20, 1000, 5000);
            String line = "data: " + "a".repeat(900) + "\n";

            assertThat(read(FrameReader.sse(new ByteArrayInputStream(bytes(line.repeat(5) + "\n")), limits)))
                    .hasSize(1);
            assertThatThrownBy(() ->
                            read(FrameReader.sse(new ByteArrayInputStream(bytes(line.repeat(6) + "\n")), limits)))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("an event of more than 5000 bytes");
        }

        @Test
        void copesWithEventsLongerThanItsBuffer() {
            String data = "abc".repeat(20_000);
            String recording = ("data: " + data + "\ndata: " + data + "\n\n").repeat(3);
            FrameReader frames = FrameReader.sse(new ByteArrayInputStream(bytes(recording)), Limits.defaults());

            assertThat(read(frames)).hasSize(3).containsOnly("message|" + data + "\n" + data);
        }
    }

    @Nested
    class TellsProgress {
        private final AtomicInteger progress = new AtomicInteger();

        /** How often progress was told for each piece. */
        private List<Integer> progressOf(FrameDecoder decoder, String... pieces) {
            List<Integer> told = new ArrayList<>();
            List<byte[]> left = new ArrayList<>(
                    List.of(pieces).stream().map(FrameReaderTest::bytes).toList());
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
                // the count is what matters
            }
            return told.subList(1, told.size()).stream()
                    .map(count -> Math.min(count, 1))
                    .toList();
        }

        @Test
        void ofLinesAndPartsOfLinesButNotOfBlanks() {
            assertThat(progressOf(
                            new NdjsonDecoder(Limits.defaults()), "{\"a\"", ":1", "}\n", "\n", " ", "\r\n", "2\n"))
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
                    .containsExactly(1, 1, 1, 0, 0, 0, 0, 0, 0);
        }
    }

    @Test
    void letsTheFailureOfItsSourceThrough() {
        StreamInterruptedException broken = new StreamInterruptedException("broken", dev.posada.ErrorDetails.none());
        ByteSource source = (target, offset, length) -> {
            throw broken;
        };

        assertThatThrownBy(() -> new FrameReader(new NdjsonDecoder(Limits.defaults()), source, () -> {}).next())
                .isSameAs(broken);
    }
}
