// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingTest {
    @ParameterizedTest
    @CsvSource({"2, 0, 1", "-3, 0, -1", "0, 5, 0", "1, 1, 0.70710678", "0, 0, 0"})
    void comparesDirections(float x, float y, double expected) {
        Embedding right = Embedding.of(1, 0);

        assertThat(right.cosineSimilarity(Embedding.of(x, y))).isEqualTo(expected, within(1e-8));
    }

    @Test
    void comparesVectorsOfAnySize() {
        Embedding huge = Embedding.of(Float.MAX_VALUE, Float.MAX_VALUE);
        Embedding tiny = Embedding.of(Float.MIN_VALUE, Float.MIN_VALUE);

        assertThat(huge.cosineSimilarity(tiny)).isEqualTo(1, within(1e-8));
    }

    @Test
    void doesNotCompareWhatDiffersInLength() {
        assertThatThrownBy(() -> Embedding.of(1, 2).cosineSimilarity(Embedding.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vectors of 2 and 1 values can't be compared; were they made by the same model?");
    }

    @Test
    void doesNotChangeWithTheArraysAroundIt() {
        float[] values = {1, 2};
        Embedding embedding = Embedding.of(values);

        values[0] = 9;
        embedding.toArray()[1] = 9;

        assertThat(embedding).isEqualTo(Embedding.of(1, 2)).hasSameHashCodeAs(Embedding.of(1, 2));
        assertThat(embedding.value(0)).isEqualTo(1);
        assertThat(embedding.dimensions()).isEqualTo(2);
    }

    @Test
    void isWrittenShort() {
        assertThat(Embedding.of(new float[768])).hasToString("Embedding[768 dimensions]");
    }
}
