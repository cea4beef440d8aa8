// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameBufferTest {
    private static final byte[] STREAM = EventStreamFile.bytes("stream-thinks-and-calls-two-tools");

    static List<String> recordings() {
        return EventStreamFile.names();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void findsTheSameFramesHoweverTheyAreCut(String name) {
        byte[] stream = EventStreamFile.bytes(name);
        List<String> whole = frames(stream, stream.length);

        assertThat(whole).hasSameSizeAs(EventStreamFile.words(name));
        for (int size = 1; size < stream.length; size++) {
            assertThat(frames(stream, size)).as("parts of %s bytes", size).isEqualTo(whole);
        }
        for (int cut = 0; cut < stream.length; cut++) {
            FrameBuffer buffer = new FrameBuffer(1_000, "");
            List<String> frames = new ArrayList<>();
            add(ByteBuffer.wrap(stream, 0, cut), buffer, frames);
            add(ByteBuffer.wrap(stream, cut, stream.length - cut), buffer, frames);
            assertThat(frames).as("cut at %s", cut).isEqualTo(whole);
        }
    }

    @Test
    void findsEachByteThatHasChanged() {
        List<String> sound = frames(STREAM, STREAM.length);
        for (int position = 0; position < STREAM.length; position++) {
            byte[] changed = STREAM.clone();
            changed[position] ^= 1;
            FrameBuffer buffer = new FrameBuffer(1 << 20, "");
            List<String> before = new ArrayList<>();

            assertThatThrownBy(() -> {
                        add(ByteBuffer.wrap(changed), buffer, before);
                        throw new AssertionError("nothing was found");
                    })
                    .as("byte %s", position)
                    .isInstanceOf(ProtocolException.class);
            assertThat(before).as("byte %s", position).hasSizeLessThan(sound.size());
            assertThat(before).isEqualTo(sound.subList(0, before.size()));
        }
    }

    @Test
    void takesALongFrameThatComesInBits() {
        String words = "x".repeat(100_000);
        byte[] stream = EventStreamFile.encode(
                "event contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + words + "\"}}");

        assertThat(frames(stream, 999, 1 << 20)).singleElement().asString().contains(words);
        assertThatThrownBy(() -> frames(stream, 999, 100_000))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("the limit is 100000");
    }

    @Test
    void readsHeadersOfAllKinds() {
        byte[] all = headers(
                new byte[] {1, 'a', 0},
                new byte[] {1, 'b', 3, 9, 9},
                new byte[] {1, 'c', 6, 0, 2, 9, 9},
                header(":message-type", "event"),
                header(":event-type", "messageStop"));
        FrameHeaders headers = new FrameHeaders();

        assertThat(headers.read(all, 0, all.length)).isTrue();

        assertThat(headers.kind()).isEqualTo(EventKind.MESSAGE_STOP);
    }

    @Test
    void findsHeadersThatAreCut() {
        byte[] header = header(":message-type", "event");

        for (int length = 1; length < header.length; length++) {
            assertThat(new FrameHeaders().read(header, 0, length))
                    .as("%s bytes", length)
                    .isFalse();
        }
        assertThat(new FrameHeaders().read(new byte[] {1, 'a', 10, 0, 0}, 0, 5)).isFalse();
    }

    private static byte[] header(String name, String value) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + name.length() + value.length());
        bytes.put((byte) name.length()).put(name.getBytes(StandardCharsets.UTF_8));
        bytes.put((byte) 7).putShort((short) value.length());
        return bytes.put(value.getBytes(StandardCharsets.UTF_8)).array();
    }

    private static byte[] headers(byte[]... headers) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] header : headers) {
            all.writeBytes(header);
        }
        return all.toByteArray();
    }

    private static List<String> frames(byte[] stream, int size) {
        return frames(stream, size, 1_000);
    }

    private static List<String> frames(byte[] stream, int size, int limit) {
        FrameBuffer buffer = new FrameBuffer(limit, "");
        List<String> frames = new ArrayList<>();
        for (int at = 0; at < stream.length; at += size) {
            add(ByteBuffer.wrap(stream, at, Math.min(size, stream.length - at)), buffer, frames);
        }
        return frames;
    }

    private static void add(ByteBuffer bytes, FrameBuffer buffer, List<String> frames) {
        buffer.add(bytes.asReadOnlyBuffer());
        while (buffer.next()) {
            FrameHeaders headers = buffer.headers();
            frames.add(headers.kind() + " " + headers.eventType() + " " + headers.failureCode() + " "
                    + headers.errorMessage() + " "
                    + (buffer.hasPayload() ? buffer.json().raw() : ""));
        }
    }
}
