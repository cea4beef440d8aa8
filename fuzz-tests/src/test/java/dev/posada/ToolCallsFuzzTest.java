// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.posada.fuzz.Damage;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** However servers number and name the fragments of tool calls: nothing of the arguments is lost, and no two calls share an id. */
class ToolCallsFuzzTest {
    private static final List<String> PARTS = List.of("{", "}", "{}", "\"a\":", "1", "{\"a\":1}", "x", " ");

    /** One fragment for each two bytes. */
    @FuzzTest(maxDuration = "1m")
    void loseNothing(byte[] bytes) {
        StringBuilder sent = new StringBuilder();
        List<ChatEvent> events = new ArrayList<>();
        try (ChatStream stream =
                ChatStream.of(CallPolicy.of("test://fuzz").model("tiny"), call -> new Source(bytes, sent))) {
            stream.forEach(events::add);
        }

        ChatResponse response = ((ChatEvent.Finished) events.get(events.size() - 1)).response();
        List<Content.ToolCall> calls = response.toolCalls();
        assertThat(calls).extracting(Content.ToolCall::id).doesNotHaveDuplicates();
        assertThat(events.stream().filter(ChatEvent.ToolCallReady.class::isInstance))
                .hasSize(calls.size());
        if (events.stream().noneMatch(ChatEvent.Warning.class::isInstance)) {
            assertThat(calls).allMatch(call -> call.argumentsProblem().isEmpty());
        }
        long received = calls.stream()
                .map(Content.ToolCall::arguments)
                .mapToLong(ToolCallsFuzzTest::marks)
                .sum();
        assertThat(received).isGreaterThanOrEqualTo(marks(sent.toString()));
    }

    @Test
    void fragmentsAtRandomLoseNothing() {
        Damage.kept(ToolCallsFuzzTest.class).forEach(this::loseNothing);
        Random random = new Random(7);
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = new byte[2 + random.nextInt(24)];
            random.nextBytes(bytes);
            loseNothing(bytes);
        }
    }

    /** All but blanks, which may be cut off, and what stands for no arguments. */
    private static long marks(String arguments) {
        return arguments
                .chars()
                .filter(character -> character == 'a' || character == '1' || character == 'x')
                .count();
    }

    private static final class Source implements EventSource {
        private final byte[] bytes;
        private final StringBuilder sent;

        Source(byte[] bytes, StringBuilder sent) {
            this.bytes = bytes;
            this.sent = sent;
        }

        @Override
        public boolean advance(EventSink sink) {
            for (int i = 0; i + 1 < bytes.length; i += 2) {
                String arguments = bytes[i + 1] < -100 ? null : PARTS.get(Math.floorMod(bytes[i + 1], PARTS.size()));
                if (arguments != null) {
                    sent.append(arguments);
                }
                sink.toolCallFragment(
                        Math.floorMod(bytes[i], 4) - 1,
                        choice("id", bytes[i] >> 2),
                        choice("tool", bytes[i] >> 4),
                        arguments);
            }
            sink.finish(FinishReason.STOP, null);
            return true;
        }

        private static @Nullable String choice(String name, int bits) {
            return switch (bits & 3) {
                case 0 -> null;
                case 1 -> "";
                default -> name + (bits & 1);
            };
        }

        @Override
        public void close() {}
    }
}
