// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.CancelledException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PromptTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void joinsTheWordsOfTheCommandLine() {
        assertThat(prompt(terminal(), "Why", "is it?")).isEqualTo("Why is it?");
    }

    @Test
    void readsWhatIsPipedInIfThereAreNoWords() {
        assertThat(prompt(piped("Why is it?\n"))).isEqualTo("Why is it?");
    }

    @Test
    void putsWhatIsPipedInAfterTheWords() {
        assertThat(prompt(piped("+ a line\n"), "Describe this:")).isEqualTo("Describe this:\n\n+ a line");
    }

    @Test
    void putsWhatIsPipedInInPlaceOfADash() {
        assertThat(prompt(piped("  indented\n\n"), "Between", "-", "these."))
                .isEqualTo("Between\n\n  indented\n\nthese.");
    }

    @Test
    void readsATerminalIfADashAsksForIt() {
        StandardInput typed =
                new StandardInput(new ByteArrayInputStream("typed".getBytes(StandardCharsets.UTF_8)), false);

        assertThat(prompt(typed, "-")).isEqualTo("typed");
    }

    @Test
    void keepsLettersBeyondAscii() {
        assertThat(prompt(piped("¿Qué es 日本?"))).isEqualTo("¿Qué es 日本?");
    }

    @Test
    void goesWithoutAPipeThatIsClosedAtOnce() {
        assertThat(prompt(piped(""), "Why?")).isEqualTo("Why?");
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void doesNotWaitForAPipeThatNobodyWritesTo() throws IOException {
        PipedInputStream silent = new PipedInputStream(new PipedOutputStream());

        assertThat(prompt(new StandardInput(silent, true), "Why?")).isEqualTo("Why?");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("Nothing came from standard input");
    }

    @Test
    void waitsForTheRestOfWhatHasBegun() throws IOException {
        PipedOutputStream writer = new PipedOutputStream();
        PipedInputStream slow = new PipedInputStream(writer);
        writer.write("first".getBytes(StandardCharsets.UTF_8));
        Thread other = new Thread(() -> finish(writer));

        other.start();

        assertThat(prompt(new StandardInput(slow, true), "Sum up:")).isEqualTo("Sum up:\n\nfirst and last");
    }

    @Test
    void thereMustBeSomethingToAsk() {
        for (StandardInput nothing : List.of(terminal(), piped(""), piped(" \n"))) {
            assertThatThrownBy(() -> prompt(nothing))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no prompt");
        }
        assertThatThrownBy(() -> prompt(terminal(), "")).hasMessageContaining("no prompt");
    }

    @Test
    void standardInputCanBeReadOnlyOnce() {
        assertThatThrownBy(() -> prompt(piped("x"), "-", "-"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only once");
    }

    @Test
    void anInterruptEndsTheWaiting() throws IOException {
        PipedInputStream silent = new PipedInputStream(new PipedOutputStream());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> prompt(new StandardInput(silent, true))).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private String prompt(StandardInput input, String... words) {
        return new Prompt(input, new Notices(said, false, StandardCharsets.UTF_8)).read(List.of(words));
    }

    private static StandardInput terminal() {
        return new StandardInput(InputStream.nullInputStream(), false);
    }

    private static StandardInput piped(String text) {
        return new StandardInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), true);
    }

    private static void finish(PipedOutputStream writer) {
        try (writer) {
            writer.write(" and last".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
