// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Results results() {
        Results results = new Results();
        for (double nanos : new double[] {900, 100, 500}) {
            results.add(Wire.OLLAMA, Entry.HAND_WRITTEN, "TOKENS", Map.of("cpuns", nanos));
            results.add(Wire.OLLAMA, Entry.POSADA, "TOKENS", Map.of("cpuns", nanos / 2));
        }
        results.add(Wire.OLLAMA, Entry.POSADA, "CANCEL", Map.of("p50ms", Double.POSITIVE_INFINITY));
        return results;
    }

    @Test
    void showsMediansAndRatiosToTheHandWrittenClient() throws IOException {
        String report = new Report(results(), "commit abc").markdown();

        assertThat(report)
                .contains("| | hand-written | Posada | Posada's target | rounds |", "commit abc")
                .contains(
                        "| CPU per token, recurring words | **1.00** (500 ns) | **0.50** (250 ns) | target 0.60: 0.50, met | 3 |")
                .contains("| cancel, until the server sees it | – | never | target 1.00 ms: never ms, **missed** | 1 |")
                .doesNotContain("short chat");
    }

    @Test
    void drawsABarPerContestant() {
        String plot = new Plot(results()).svg();

        assertThat(plot).contains("hand-written", "Posada", "500 ns", "250 ns");
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() {
        assertThat(Options.of("--rounds=3").rounds()).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of("--fast"))
                .withMessageContaining("--fast");
    }
}
