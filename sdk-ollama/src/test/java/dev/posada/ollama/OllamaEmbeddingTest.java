// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ContextLengthExceededException;
import dev.posada.Embedding;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.HostUnavailableException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.Usage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class OllamaEmbeddingTest {
    static final List<Arguments> FAILURES = List.of(
            Arguments.of("too-few-vectors", ProtocolException.class, "1 vectors of 2 texts"),
            Arguments.of("too-long", ContextLengthExceededException.class, "exceeds the context length"),
            Arguments.of("error-as-success", HostUnavailableException.class, "no longer running"),
            Arguments.of("unknown-model", ModelNotFoundException.class, "ollama pull unknown-model"));

    private static final EmbeddingRequest TWO_TEXTS = EmbeddingRequest.of(List.of("red", "blue"));

    @RegisterExtension
    final StubbedOllama ollama = new StubbedOllama();

    @Test
    void givesAVectorForEachTextInOrder() {
        EmbeddingResponse response = ollama.host().embeddingModel("two-texts").embed(TWO_TEXTS);

        assertThat(response.embeddings())
                .containsExactly(Embedding.of(0.0312f, -0.0881f, 1e-7f), Embedding.of(0.041f, -0.0177f, 1f));
        assertThat(response.model()).isEqualTo("two-texts");
        assertThat(response.usage()).isEqualTo(Usage.of(6, 0));
        assertThat(response.timings().total()).contains(Duration.ofNanos(94_211_000));
        assertThat(response.timings().load()).contains(Duration.ofNanos(1_102_000));
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void refusesVectorsOfALengthThatWasNotAskedFor() {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> ollama.host().embeddingModel("two-texts").embed(TWO_TEXTS.dimensions(2)))
                .withMessageContaining("3 values where 2");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("FAILURES")
    void failsWithATypeAndWordsThatHelp(String model, Class<? extends PosadaException> type, String words) {
        assertThatExceptionOfType(type)
                .isThrownBy(() -> ollama.host().embeddingModel(model).embed(TWO_TEXTS))
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.model()).contains(model))
                .satisfies(
                        e -> assertThat(e.host()).contains(ollama.host().uri().toString()));
    }
}
