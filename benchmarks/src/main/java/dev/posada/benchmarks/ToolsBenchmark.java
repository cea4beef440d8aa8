// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import dev.posada.CallPolicy;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.FinishReason;
import dev.posada.StructuredOutput;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Tool calls out of fragments, and schemas out of types. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ToolsBenchmark {
    private static final int FRAGMENTS = 100;

    /** What a schema is made of. */
    public record Recipe(String name, int minutes, List<Ingredient> ingredients) {}

    /** A part of it. */
    public record Ingredient(String name, double amount, String unit) {}

    /** For JMH. */
    public ToolsBenchmark() {}

    /** A call whose arguments come in a hundred fragments. */
    @Benchmark
    public ChatResponse assembleToolCall() {
        CallPolicy policy = CallPolicy.of("benchmark://fragments").model("stand-in");
        try (ChatStream stream = ChatStream.of(policy, call -> new Fragments())) {
            return stream.response();
        }
    }

    /** The schema of a type, and what is needed to read its values. */
    @Benchmark
    public String generateSchema() {
        return StructuredOutput.of(Recipe.class).schema();
    }

    private static final class Fragments implements EventSource {
        private int sent;

        @Override
        public boolean advance(EventSink sink) {
            if (sent == 0) {
                sink.toolCallFragment(0, "call_1", "get_tide", "{\"ports\":[0");
            }
            if (sent++ < FRAGMENTS) {
                sink.toolCallFragment(0, null, null, ",1");
                return true;
            }
            sink.toolCallFragment(0, null, null, "]}");
            sink.finish(FinishReason.TOOL_CALLS, "tool_calls");
            return true;
        }

        @Override
        public void close() {}
    }
}
