// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.fuzz.Damage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** However bytes are cut and damaged: the same frames come out, none is longer than allowed, and failures are ours. */
class FramingFuzzTest {
    private static final Limits WIDE = Limits.defaults();
    private static final Limits TIGHT = new Limits(1 << 20, 40, 60);

    @FuzzTest(maxDuration = "1m")
    void linesComeOutTheSame(byte[] bytes) {
        holds(bytes, FrameReader::ndjson);
    }

    @FuzzTest(maxDuration = "1m")
    void eventsComeOutTheSame(byte[] bytes) {
        holds(bytes, FrameReader::sse);
    }

    @Test
    void damagedLinesComeOutTheSame() {
        Damage.each(FramingFuzzTest.class, Damage.recordings("sdk-ollama", ".ndjson"), this::linesComeOutTheSame);
    }

    @Test
    void damagedEventsComeOutTheSame() {
        Damage.each(
                FramingFuzzTest.class, Damage.recordings("sdk-openai-compatible", ".sse"), this::eventsComeOutTheSame);
    }

    private static void holds(byte[] bytes, BiFunction<InputStream, Limits, FrameReader> reader) {
        for (Limits limits : List.of(WIDE, TIGHT)) {
            List<String> whole = frames(reader.apply(Damage.inPortions(bytes, Integer.MAX_VALUE), limits), limits);
            for (int portion : new int[] {1, 3, 61}) {
                assertThat(frames(reader.apply(Damage.inPortions(bytes, portion), limits), limits))
                        .as("portions of %d", portion)
                        .isEqualTo(whole);
            }
        }
    }

    private static List<String> frames(FrameReader reader, Limits limits) {
        List<String> frames = new ArrayList<>();
        try {
            while (reader.next()) {
                assertThat(reader.data().length()).isLessThanOrEqualTo(limits.eventBytes());
                frames.add(reader.event() + "|" + reader.data());
            }
        } catch (PosadaException e) {
            frames.add(e.getClass() + ": " + e.getMessage());
        }
        return frames;
    }
}
