// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.posada.ChatRequest;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.Limits;
import dev.posada.fuzz.Damage;
import dev.posada.fuzz.Outcome;
import dev.posada.http.FrameReader;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OllamaFuzzTest {
    private static final OllamaPromptCheck.Server SILENT = new OllamaPromptCheck.Server() {
        @Override
        public OptionalInt contextWindow() {
            return OptionalInt.empty();
        }

        @Override
        public boolean leavesOutCachedTokens() {
            return false;
        }
    };

    @FuzzTest(maxDuration = "1m")
    void anAnswerEndsOnceAndTheSameHoweverItIsCut(byte[] bytes) {
        Outcome whole = Outcome.of(call -> new Source(bytes, Integer.MAX_VALUE));

        assertThat(Outcome.of(call -> new Source(bytes, 1))).isEqualTo(whole);
        assertThat(Outcome.of(call -> new Source(bytes, 17))).isEqualTo(whole);
    }

    @Test
    void aDamagedAnswerEndsOnceAndTheSameHoweverItIsCut() {
        Damage.each(
                OllamaFuzzTest.class,
                Damage.recordings("sdk-ollama", ".ndjson"),
                this::anAnswerEndsOnceAndTheSameHoweverItIsCut);
    }

    private static final class Source implements EventSource {
        private final FrameReader lines;
        private final OllamaStreamDecoder decoder;

        Source(byte[] bytes, int portion) {
            lines = FrameReader.ndjson(Damage.inPortions(bytes, portion), Limits.defaults());
            decoder = new OllamaStreamDecoder(
                    error -> new HostUnavailableException(
                            HostUnavailableException.Reason.SERVER_ERROR, error, ErrorDetails.none(), null),
                    OllamaPromptCheck.of(ChatRequest.of("Hi"), OllamaOptions.none(), SILENT));
        }

        @Override
        public boolean advance(EventSink sink) {
            if (!lines.next()) {
                return false;
            }
            decoder.decode(lines.json(), sink);
            return true;
        }

        @Override
        public void close() {}
    }
}
