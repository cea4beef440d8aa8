// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.cli.LineSource.End;
import dev.posada.cli.LineSource.Interrupted;
import dev.posada.cli.LineSource.Line;
import dev.posada.cli.LineSource.Text;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnReaderTest {
    @Test
    void aLineIsATurn() {
        assertThat(turns(new Text("one"), new Text(""), new Text("two"))).containsExactly("one", "", "two");
    }

    @Test
    void aBackslashAtTheEndGoesOnInTheNextLine() {
        assertThat(turns(new Text("one\\"), new Text("two\\"), new Text("three")))
                .containsExactly("one\ntwo\nthree");
    }

    @Test
    void tripleQuotesHoldABlock() {
        assertThat(turns(new Text("\"\"\""), new Text("a \"quoted\" word"), new Text(""), new Text("end\"\"\"")))
                .containsExactly("a \"quoted\" word\n\nend");
        assertThat(turns(new Text("\"\"\"all on one\"\"\""), new Text("next"))).containsExactly("all on one", "next");
    }

    @Test
    void aBlockThatIsNeverClosedEndsWithTheInput() {
        assertThat(turns(new Text("\"\"\"one"), new Text("two"))).containsExactly("one\ntwo");
    }

    @Test
    void anInterruptGivesUpWhatWasBegun() {
        assertThat(turns(new Text("one\\"), new Interrupted(true), new Text("two")))
                .containsExactly("two");
        assertThat(turns(new Text("\"\"\"one"), new Interrupted(true), new Text("two")))
                .containsExactly("two");
    }

    @Test
    void twoInterruptsAtAnEmptyPromptLeave() {
        assertThat(turns(new Interrupted(true), new Interrupted(true), new Text("never")))
                .isEmpty();
    }

    @Test
    void anInterruptThatClearsALineDoesNotCount() {
        assertThat(turns(new Interrupted(false), new Interrupted(true), new Text("still here")))
                .containsExactly("still here");
        assertThat(turns(new Interrupted(true), new Interrupted(false), new Interrupted(true), new Text("still here")))
                .containsExactly("still here");
    }

    private static List<String> turns(Line... lines) {
        Deque<Line> left = new ArrayDeque<>(List.of(lines));
        TurnReader reader = new TurnReader(
                new LineSource() {
                    @Override
                    public Line read(String prompt) {
                        return left.isEmpty() ? new End() : left.removeFirst();
                    }

                    @Override
                    public void close() {
                        // Nothing is open.
                    }
                },
                new Notices(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        List<String> turns = new ArrayList<>();
        for (Optional<String> turn = reader.next(); turn.isPresent(); turn = reader.next()) {
            turns.add(turn.get());
        }
        return turns;
    }
}
