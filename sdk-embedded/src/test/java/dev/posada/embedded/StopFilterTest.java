// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopFilterTest {
    @Test
    void theTextEndsBeforeTheStop() {
        assertThat(filtered("one STOP two", "STOP")).isEqualTo("one ");
    }

    @Test
    void theFirstOfSeveralStopsCounts() {
        assertThat(filtered("a bc def", "def", "bc")).isEqualTo("a ");
    }

    @Test
    void withoutAStopNothingIsLost() {
        assertThat(filtered("STO STOO ST", "STOP")).isEqualTo("STO STOO ST");
    }

    @Test
    void stopsMayOverlapThemselves() {
        assertThat(filtered("aab", "ab")).isEqualTo("a");
        assertThat(filtered("\n\n\n", "\n\n")).isEmpty();
    }

    @Test
    void onlyWhatMayBeAStopIsHeldBack() {
        StopFilter filter = new StopFilter(List.of("STOP"));

        assertThat(filter.add("word ST")).isEqualTo("word ");
        assertThat(filter.add("AR")).isEqualTo("STAR");
        assertThat(filter.isStopped()).isFalse();
    }

    @Test
    void nothingComesAfterTheStop() {
        StopFilter filter = new StopFilter(List.of("."));

        assertThat(filter.add("One. Two")).isEqualTo("One");
        assertThat(filter.isStopped()).isTrue();
        assertThat(filter.add(" more")).isEmpty();
        assertThat(filter.finish()).isEmpty();
    }

    private static String filtered(String text, String... stops) {
        String whole = inPieces(stops, text.split("(?!^)"));
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(inPieces(stops, text.substring(0, cut), text.substring(cut)))
                    .as("cut at " + cut)
                    .isEqualTo(whole);
        }
        return whole;
    }

    private static String inPieces(String[] stops, String... pieces) {
        StopFilter filter = new StopFilter(List.of(stops));
        StringBuilder out = new StringBuilder();
        for (String piece : pieces) {
            out.append(filter.add(piece));
        }
        return out.append(filter.finish()).toString();
    }
}
