// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static dev.posada.http.Recordings.assertFrames;
import static dev.posada.http.Recordings.bytes;
import static dev.posada.http.Recordings.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.Limits;
import dev.posada.ProtocolException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseDecoderTest {
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

        FrameReader frames = FrameReader.sse(new ByteArrayInputStream(bytes(recording.toString())), Limits.defaults());

        assertThat(read(frames)).isEqualTo(expected);
    }

    @Test
    void refusesAnEventOfManyLinesThatIsLongerThanAllowed() {
        Limits limits = new Limits(1 << 20, 1000, 5000);
        String line = "data: " + "a".repeat(900) + "\n";

        assertThat(read(FrameReader.sse(new ByteArrayInputStream(bytes(line.repeat(5) + "\n")), limits)))
                .hasSize(1);
        assertThatThrownBy(() -> read(FrameReader.sse(new ByteArrayInputStream(bytes(line.repeat(6) + "\n")), limits)))
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
