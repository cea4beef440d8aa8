// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LlamaCppMetricsTest {
    @Test
    void readsLabelsTimesAndNumbersOfAllKinds() {
        LlamaCppMetrics metrics = LlamaCppMetrics.parse("""
                # TYPE a counter
                a 1
                llamacpp:b{slot="0",note="a } b"} 2.5 1795300000
                c +Inf
                d -Inf
                e NaN
                f 1.5e-3

                not a number
                g""");

        assertThat(metrics.value("a")).hasValue(1);
        assertThat(metrics.value("llamacpp:b{slot=\"0\",note=\"a } b\"}")).hasValue(2.5);
        assertThat(metrics.value("c")).hasValue(Double.POSITIVE_INFINITY);
        assertThat(metrics.value("d")).hasValue(Double.NEGATIVE_INFINITY);
        assertThat(metrics.value("e")).hasValue(Double.NaN);
        assertThat(metrics.value("f")).hasValue(0.0015);
        assertThat(metrics.values()).hasSize(6);
    }

    @Test
    void tellsZeroForWhatIsNotCounted() {
        LlamaCppMetrics metrics = LlamaCppMetrics.parse("");

        assertThat(metrics.requestsDeferred()).isZero();
        assertThat(metrics.promptTime()).isZero();
        assertThat(metrics.busySlots()).isEmpty();
    }
}
