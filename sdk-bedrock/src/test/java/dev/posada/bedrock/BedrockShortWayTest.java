// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.CallPolicy;
import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.eventstream.Message;

/** Frames that look like an earlier one are read a short way; a caller must not be able to tell. */
class BedrockShortWayTest {
    private static final String PIECES = "{}[]\",:\\\n 0u\u00e9\u0000p";

    static List<String> recordings() {
        return EventStreamFile.names();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void agreesWithTheLongWayOnARecording(String name) {
        byte[] bytes = EventStreamFile.bytes(name);

        assertThat(told(bytes, true)).isEqualTo(told(bytes, false));
    }

    @Test
    void takesTheTextWhateverThePadding() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            words.append("event contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"")
                    .append(i)
                    .append(" \"},\"p\":\"")
                    .append("abcdefghij", 0, i % 10)
                    .append("\"}\n");
        }

        String told = told(EventStreamFile.encode(words.toString()), true);

        assertThat(told).contains("0 1 2 3").contains("38 39").doesNotContain("abc");
        assertThat(told).isEqualTo(told(EventStreamFile.encode(words.toString()), false));
    }

    /** Payloads are damaged, not frames, whose checksums would tell. */
    @Test
    void agreesWithTheLongWayOnRecordingsWithRandomFaults() {
        List<String> names = recordings();
        Random random = new Random(20261124);

        for (int round = 0; round < 4000; round++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] bytes = faulty(EventStreamFile.words(name), random);

            assertThat(told(bytes, true)).as("round %d, %s", round, name).isEqualTo(told(bytes, false));
        }
    }

    /** Most frames twice or more, so that there is an earlier one to look like. */
    private static byte[] faulty(List<String> frames, Random random) {
        List<byte[]> all = new ArrayList<>();
        for (String frame : frames) {
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                all.add(random.nextInt(8) == 0 ? damaged(frame, random) : EventStreamFile.encode(frame));
            }
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(all.stream().mapToInt(frame -> frame.length).sum());
        all.forEach(bytes::put);
        return bytes.array();
    }

    private static byte[] damaged(String frame, Random random) {
        Message sound = Message.decode(ByteBuffer.wrap(EventStreamFile.encode(frame)));
        byte[] payload = sound.getPayload().clone();
        if (payload.length == 0) {
            return EventStreamFile.encode(frame);
        }
        int place = random.nextInt(payload.length);
        if (random.nextBoolean()) {
            payload[place] = (byte) PIECES.charAt(random.nextInt(PIECES.length()));
        } else {
            payload[place] ^= (byte) (1 << random.nextInt(8));
        }
        ByteBuffer bytes = new Message(sound.getHeaders(), payload).toByteBuffer();
        byte[] whole = new byte[bytes.remaining()];
        bytes.get(whole);
        return whole;
    }

    /** All that a caller can see, but the times, and the ids that are made up for calls without one. */
    private static String told(byte[] bytes, boolean learns) {
        List<Object> told = new ArrayList<>();
        CallPolicy once = CallPolicy.of("test").retryPolicy(RetryPolicy.none());
        try (ChatStream stream = ChatStream.of(once, call -> new Frames(bytes, learns))) {
            for (ChatEvent event : stream) {
                told.add(event instanceof ChatEvent.Finished finished ? parts(finished.response()) : event);
            }
        } catch (PosadaException e) {
            told.add(e.getClass());
            told.add(e.getMessage());
            told.add(e.partialText());
        }
        return told.toString().replaceAll("id=call_[0-9a-z]+", "id=made-up");
    }

    private static List<Object> parts(ChatResponse response) {
        return List.of(
                response.message(),
                response.finishReason(),
                response.rawFinishReason(),
                response.usage(),
                response.warnings(),
                response.extra());
    }

    private static final class Frames implements EventSource {
        private final FrameBuffer frames = new FrameBuffer(1 << 20, "");
        private final BedrockStreamDecoder decoder;

        Frames(byte[] bytes, boolean learns) {
            frames.add(ByteBuffer.wrap(bytes));
            decoder = new BedrockStreamDecoder(
                    null,
                    frame -> BedrockErrors.of(StreamFailure.of(frame, null), true, ErrorDetails.none(), null),
                    learns);
        }

        @Override
        public boolean advance(EventSink sink) {
            if (!frames.next()) {
                return false;
            }
            decoder.decode(frames, sink);
            return true;
        }

        @Override
        public void close() {}
    }
}
