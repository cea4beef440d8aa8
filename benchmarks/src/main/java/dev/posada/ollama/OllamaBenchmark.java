// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.CallPolicy;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ErrorDetails;
import dev.posada.Limits;
import dev.posada.ProtocolException;
import dev.posada.benchmarks.Recorded;
import dev.posada.benchmarks.Wire;
import dev.posada.http.FrameReader;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.io.ByteArrayInputStream;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ollama's wire. Beside the classes that it measures, since they are no part of the surface. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullMarked
public class OllamaBenchmark {
    private static final int TOKENS = 2000;

    private final byte[] recorded = Recorded.stream(Wire.OLLAMA, TOKENS);
    private final ChatRequest request = ChatRequest.builder()
            .system("Be short.")
            .user("Why is the sky blue?")
            .temperature(0.2)
            .build();
    private final OllamaRequestMapper mapper =
            new OllamaRequestMapper("stand-in", OllamaOptions.none(), false, ErrorDetails.none());

    /** For JMH. */
    public OllamaBenchmark() {}

    /** One token of a stream, from the bytes to the caller. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public int decodeToken() {
        CallPolicy policy = CallPolicy.of("benchmark://recorded").model("stand-in");
        int length = 0;
        try (ChatStream stream = ChatStream.of(policy, call -> new Source())) {
            for (String words : stream.text()) {
                length += words.length();
            }
        }
        return length;
    }

    /** A request, from the value to the bytes. */
    @Benchmark
    public Object mapRequest() {
        return mapper.chat(request);
    }

    private final class Source implements EventSource {
        private final FrameReader frames = FrameReader.ndjson(new ByteArrayInputStream(recorded), Limits.defaults());
        private final OllamaStreamDecoder decoder = new OllamaStreamDecoder(
                error -> new ProtocolException(error, ErrorDetails.none()),
                OllamaPromptCheck.of(request, OllamaOptions.none(), new SilentServer()));

        @Override
        public boolean advance(EventSink sink) {
            if (!frames.next()) {
                return false;
            }
            do {
                decoder.decode(frames.json(), sink);
            } while (!decoder.isDone() && frames.nextAtHand());
            return true;
        }

        @Override
        public void close() {}
    }

    private static final class SilentServer implements OllamaPromptCheck.Server {
        @Override
        public OptionalInt contextWindow() {
            return OptionalInt.empty();
        }

        @Override
        public boolean leavesOutCachedTokens() {
            return false;
        }
    }
}
