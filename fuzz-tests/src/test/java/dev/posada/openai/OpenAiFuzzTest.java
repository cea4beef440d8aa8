// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.fuzz.Damage;
import dev.posada.fuzz.Outcome;
import dev.posada.http.FrameReader;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import org.junit.jupiter.api.Test;

class OpenAiFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anAnswerEndsOnceAndTheSameHoweverItIsCut(byte[] bytes) {
        Outcome whole = Outcome.of(call -> new Source(bytes, Integer.MAX_VALUE));

        assertThat(Outcome.of(call -> new Source(bytes, 1))).isEqualTo(whole);
        assertThat(Outcome.of(call -> new Source(bytes, 17))).isEqualTo(whole);
    }

    @Test
    void aDamagedAnswerEndsOnceAndTheSameHoweverItIsCut() {
        Damage.each(
                OpenAiFuzzTest.class,
                Damage.recordings("sdk-openai-compatible", ".sse"),
                this::anAnswerEndsOnceAndTheSameHoweverItIsCut);
    }

    private static PosadaException failure(String error) {
        return new HostUnavailableException(
                HostUnavailableException.Reason.SERVER_ERROR, error, ErrorDetails.none(), null);
    }

    private static final class Source implements EventSource {
        private final OpenAiStreamDecoder decoder;
        private final OpenAiFrames frames;

        Source(byte[] bytes, int portion) {
            Dialect dialect = Dialect.standard();
            OpenAiOwnFields extension = new OpenAiOwnFields(OpenAiOptions.none());
            OpenAiChunk chunk = new OpenAiChunk(new OpenAiAnswerFields(extension), extension);
            decoder = new OpenAiStreamDecoder(chunk, dialect.thinkingTags(), false, OpenAiFuzzTest::failure);
            FrameReader events = FrameReader.sse(Damage.inPortions(bytes, portion), Limits.defaults());
            frames = new OpenAiFrames(events, decoder, dialect, OpenAiFuzzTest::failure);
        }

        @Override
        public boolean advance(EventSink sink) {
            try {
                return !frames.isDone() && frames.advance(sink);
            } catch (PosadaException e) {
                decoder.breakOff(sink);
                throw e;
            }
        }

        @Override
        public void close() {}
    }
}
