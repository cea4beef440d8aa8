// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final List<String> happened = new ArrayList<>();

    @Test
    void stopsWhatRunsAndNothingElse() {
        Interruption interruption = Interruption.ofThisThread();

        boolean before = interruption.stop();
        boolean during = interruption.during(interruption::stop, () -> happened.add("cancelled"));
        boolean after = interruption.stop();

        assertThat(List.of(before, during, after)).containsExactly(false, true, false);
        assertThat(happened).containsExactly("cancelled");
    }

    @Test
    void whatBeginsWhileTheProcessEndsIsStoppedAtOnce() {
        Interruption interruption = Interruption.ofThisThread();

        interruption.beginEnd();
        interruption.during(() -> happened.add("worked"), () -> happened.add("cancelled"));

        assertThat(happened).containsExactly("cancelled", "worked");
        assertThat(Thread.interrupted()).isTrue();
    }
}
