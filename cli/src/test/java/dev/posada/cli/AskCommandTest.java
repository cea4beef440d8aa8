// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static dev.posada.cli.ScriptedHost.fail;
import static dev.posada.cli.ScriptedHost.finish;
import static dev.posada.cli.ScriptedHost.text;
import static dev.posada.cli.ScriptedHost.thinking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.Message;
import dev.posada.OutputFormat;
import dev.posada.StreamInterruptedException;
import dev.posada.Thinking;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskCommandTest {
    private final ScriptedHost host = ScriptedHost.named("ask").chatModel("actor", true);

    @Test
    void printsTheAnswerAndEndsItsLine() {
        host.answer(text("The sky"), text(" is blue."), finish());

        CommandRun.Result result = new CommandRun().run("ask", "--host", "scripted://ask", "Why?");

        assertThat(result).isEqualTo(new CommandRun.Result(0, "The sky is blue.\n", ""));
    }

    @Test
    void addsNoSecondLineEnd() {
        host.answer(text("A line\n"), finish());

        CommandRun.Result result = new CommandRun().run("ask", "--host", "scripted://ask", "Why?");

        assertThat(result.output()).isEqualTo("A line\n");
    }

    @Test
    void handsOnEachPieceAsItComes() {
        Flushes flushes = new Flushes();
        host.answer(text("one "), text("two "), text("three"), finish());

        new CommandRun().printingTo(flushes).run("ask", "--host", "scripted://ask", "Count.");

        assertThat(flushes.pieces).containsExactly("one ", "two ", "three", "\n");
    }

    @Test
    void printsTheAnswerInOnePieceIfAskedTo() {
        Flushes flushes = new Flushes();
        host.answer(text("one "), text("two"), finish());

        new CommandRun().printingTo(flushes).run("ask", "--host", "scripted://ask", "--no-stream", "Count.");

        assertThat(flushes.pieces).containsExactly("one two", "\n");
    }

    @Test
    void asksWithTheSettingsOfTheCommandLine() {
        host.answer(text("."), finish());

        new CommandRun()
                .run(("ask --host scripted://ask --system Briefly. --temperature 0.2 --max-tokens 5 --seed -7"
                                + " --stop END --stop FIN --thinking 300 Why is it?")
                        .split(" "));

        ChatRequest request = host.requests.get(0);
        assertThat(request.messages()).containsExactly(Message.system("Briefly."), Message.user("Why is it?"));
        assertThat(request.sampling().temperature()).hasValue(0.2);
        assertThat(request.sampling().maxTokens()).hasValue(5);
        assertThat(request.sampling().seed()).hasValue(-7);
        assertThat(request.sampling().stop()).containsExactly("END", "FIN");
        assertThat(request.thinking()).contains(Thinking.budget(300));
    }

    @Test
    void handsTheLimitsToTheHost() {
        host.answer(text("."), finish());

        new CommandRun()
                .run(("ask --host scripted://ask?idleTimeout=1s&account=me --first-token-timeout 500ms"
                                + " --idle-timeout PT3S --total-timeout 2m --connect-timeout 1s --retries 0 Hi")
                        .split(" "));

        assertThat(host.openedUri.options())
                .containsEntry("firstTokenTimeout", "500ms")
                .containsEntry("idleTimeout", "PT3S")
                .containsEntry("totalTimeout", "2m")
                .containsEntry("connectTimeout", "1s")
                .containsEntry("retries", "0")
                .containsEntry("account", "me");
    }

    @Test
    void sendsPicturesAfterTheirQuestion(@TempDir Path folder) throws IOException {
        Path picture = Files.write(folder.resolve("cat.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        host.answer(text("A cat."), finish());

        new CommandRun().run("ask", "--host", "scripted://ask", "--image", picture.toString(), "What is it?");

        List<Content> parts = host.requests.get(0).messages().get(0).content();
        assertThat(parts.get(0)).isEqualTo(Content.text("What is it?"));
        assertThat(((Content.Image) parts.get(1)).media().type()).isEqualTo("image/png");
    }

    @Test
    void asksForTheFormOfASchema(@TempDir Path folder) throws IOException {
        Path schema = Files.writeString(folder.resolve("person.json"), "{\"type\":\"object\"}");
        host.answer(text("{}"), finish());

        new CommandRun().run("ask", "--host", "scripted://ask", "--schema", schema.toString(), "Extract.");

        OutputFormat format = host.requests.get(0).outputFormat();
        assertThat(format.schema()).contains("{\"type\":\"object\"}");
    }

    @Test
    void anAnswerThatDoesNotFollowTheSchemaIsAFailure(@TempDir Path folder) throws IOException {
        String numbers = "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}";
        Path schema = Files.writeString(folder.resolve("number.json"), numbers);
        host.answer(text("{\"n\":\"three\"}"), finish());

        CommandRun.Result printed =
                new CommandRun().run("ask", "--host", "scripted://ask", "--schema", schema.toString(), "Extract.");
        CommandRun.Result json = new CommandRun()
                .run("ask", "--host", "scripted://ask", "--schema", schema.toString(), "--json", "Extract.");

        assertThat(printed.exitCode()).isEqualTo(9);
        assertThat(printed.output()).isEqualTo("{\"n\":\"three\"}\n");
        assertThat(json.exitCode()).isEqualTo(9);
        assertThat(json.output()).isEmpty();
        assertThat(json.error()).startsWith("{\"error\":{\"type\":\"ProtocolException\"");
    }

    @Test
    void aMissingFileIsAMistakeInTheUseOfTheCommand() {
        CommandRun.Result result =
                new CommandRun().run("ask", "--host", "scripted://ask", "--schema", "/no/such/file", "Extract.");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.error()).contains("There is no file /no/such/file");
    }

    @Test
    void showsThoughtsOnStandardErrorIfAskedTo() {
        host.answer(thinking("Hmm, "), thinking("blue."), text("Blue."), finish());

        CommandRun.Result silent = new CommandRun().run("ask", "--host", "scripted://ask", "Why?");
        CommandRun.Result shown = new CommandRun().run("ask", "--host", "scripted://ask", "--show-thinking", "Why?");

        assertThat(silent).isEqualTo(new CommandRun.Result(0, "Blue.\n", ""));
        assertThat(shown).isEqualTo(new CommandRun.Result(0, "Blue.\n", "Hmm, blue.\n"));
    }

    @Test
    void tellsWarningsAndCutOffAnswersOnStandardError() {
        host.answer(
                (sink, call) -> sink.warning(new ChatWarning("approximated", "The seed was rounded.")),
                text("A long"),
                finish(FinishReason.LENGTH));

        CommandRun.Result result = new CommandRun().run("ask", "--host", "scripted://ask", "Tell.");

        assertThat(result.output()).isEqualTo("A long\n");
        assertThat(result.error()).contains("Warning: The seed was rounded.").contains("cut off");
    }

    @Test
    void endsTheLineOfAnAnswerThatBrokeOffBeforeItTellsWhy() {
        host.answer(text("Once upon a"), fail(new StreamInterruptedException("It broke off.", ErrorDetails.none())));

        CommandRun.Result result = new CommandRun().run("ask", "--host", "scripted://ask", "A tale.");

        assertThat(result).isEqualTo(new CommandRun.Result(8, "Once upon a\n", "posada: It broke off.\n"));
    }

    @Test
    void stopsAskingWhenNobodyReadsTheAnswer() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        CommandRun.Result result =
                new CommandRun().printingTo(gone).run("ask", "--host", "scripted://endless", "Go on.");

        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.error()).isEmpty();
    }

    @Test
    void tellsIfTheAnswerCannotBeWritten() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        host.answer(text("Much"), finish());

        CommandRun.Result result = new CommandRun().printingTo(full).run("ask", "--host", "scripted://ask", "Go on.");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).contains("Can't write to standard output: No space left on device");
    }

    @Test
    void closesTheHost() {
        host.answer(text("."), finish());

        new CommandRun().run("ask", "--host", "scripted://ask", "Hi");

        assertThat(host.timesClosed).isEqualTo(1);
    }

    @Test
    void takesAPromptThatBeginsWithAnAtSignAsItIs() {
        host.answer(text("."), finish());

        new CommandRun().run("ask", "--host", "scripted://ask", "@ana says hi");

        assertThat(host.requests.get(0).messages()).containsExactly(Message.user("@ana says hi"));
    }

    /** Notes what each flush brought. */
    private static final class Flushes extends OutputStream {
        final List<String> pieces = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void flush() {
            pieces.add(bytes.toString(StandardCharsets.UTF_8));
            bytes.reset();
        }
    }
}
