// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static dev.posada.cli.ScriptedHost.fail;
import static dev.posada.cli.ScriptedHost.finish;
import static dev.posada.cli.ScriptedHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.CancelledException;
import dev.posada.ErrorDetails;
import dev.posada.Message;
import dev.posada.StreamInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatCommandTest {
    private final ScriptedHost host =
            ScriptedHost.named("chat").chatModel("actor", true).chatModel("understudy", false);

    @Test
    void eachQuestionGoesOutWithAllThatWasSaidBefore() {
        host.answer(text("Blue."), finish()).answer(text("Red."), finish());

        CommandRun.Result result = chat("The sky?\nAnd at dusk?\n", "--system", "Briefly.");

        assertThat(result).isEqualTo(new CommandRun.Result(0, "Blue.\nRed.\n", ""));
        assertThat(host.requests.get(1).messages())
                .containsExactly(
                        Message.system("Briefly."),
                        Message.user("The sky?"),
                        Message.assistant("Blue."),
                        Message.user("And at dusk?"));
    }

    @Test
    void aQuestionThatFailsLeavesTheConversationAsItWas() {
        host.answer(text("Blue."), finish())
                .answer(text("Half"), fail(new StreamInterruptedException("It broke off.", ErrorDetails.none())))
                .answer(text("Red."), finish());

        CommandRun.Result result = chat("The sky?\nAnd at dusk?\nAnd at dawn?\n");

        assertThat(result).isEqualTo(new CommandRun.Result(8, "Blue.\nHalf\nRed.\n", "posada: It broke off.\n"));
        assertThat(host.requests.get(2).messages())
                .containsExactly(Message.user("The sky?"), Message.assistant("Blue."), Message.user("And at dawn?"));
    }

    @Test
    void aQuestionThatFailedCanBeAskedAgain() {
        host.answer(fail(new StreamInterruptedException(
                        "It broke off.", ErrorDetails.none().retryable(false))))
                .answer(text("Blue."), finish());

        CommandRun.Result result = chat("The sky?\n/retry\n/retry\n");

        assertThat(result.output()).isEqualTo("Blue.\n");
        assertThat(result.error()).contains("no question without an answer");
        assertThat(host.requests.get(1).messages()).containsExactly(Message.user("The sky?"));
    }

    @Test
    void anAnswerThatWasStoppedStaysAsFarAsItHadCome() {
        host.answer(text("Once upon"), fail(new CancelledException("Stopped.", ErrorDetails.none())))
                .answer(text("a time."), finish());

        CommandRun.Result result = chat("A tale.\nGo on.\n");

        assertThat(result.output()).isEqualTo("Once upon\na time.\n");
        assertThat(host.requests.get(1).messages())
                .containsExactly(Message.user("A tale."), Message.assistant("Once upon"), Message.user("Go on."));
    }

    @Test
    void theModelCanChangeOnTheWay() {
        host.answer(text("One."), finish()).answer(text("Two."), finish());

        CommandRun.Result result = chat("First\n/model understudy\nSecond\n/model nobody\n/model\n");

        assertThat(result.output()).isEqualTo("One.\nTwo.\n");
        assertThat(result.error())
                .contains("Going on with understudy.")
                .contains("has no nobody")
                .contains("Chatting with understudy. The host has actor, understudy.");
        assertThat(host.requests.get(1).messages()).hasSize(3);
    }

    @Test
    void theHostCanChangeOnTheWay() {
        ScriptedHost other = ScriptedHost.named("other").chatModel("star", true);
        host.answer(text("One."), finish());
        other.answer(text("Two."), finish());

        CommandRun.Result result = chat("First\n/host scripted://other\nSecond\n/host nowhere\n/host\n");

        assertThat(result.output()).isEqualTo("One.\nTwo.\n");
        assertThat(result.error())
                .contains("Going on with star at scripted://other.")
                .contains("\"nowhere\" is not a host URI")
                .contains("Chatting at scripted://other.");
        assertThat(other.requests.get(0).messages()).hasSize(3);
        assertThat(host.timesClosed).isEqualTo(1);
        assertThat(other.timesClosed).isEqualTo(1);
    }

    @Test
    void theInstructionsCanChangeOnTheWay() {
        host.answer(text("."), finish());

        chat("One\n/system Be kind.\nTwo\n/system -\nThree\n");

        assertThat(host.requests.get(0).messages().get(0)).isEqualTo(Message.user("One"));
        assertThat(host.requests.get(1).messages().get(0)).isEqualTo(Message.system("Be kind."));
        assertThat(host.requests.get(2).messages().get(0)).isEqualTo(Message.user("One"));
    }

    @Test
    void aNewConversationForgetsTheOldOne() {
        host.answer(text("."), finish());

        chat("One\n/new\nTwo\n");

        assertThat(host.requests.get(1).messages()).containsExactly(Message.user("Two"));
    }

    @Test
    void aConversationCanBeSavedAndGoneOnWith(@TempDir Path folder) {
        Path file = folder.resolve("talk.json");
        host.answer(ScriptedHost.thinking("Hm."), text("Blue."), finish()).answer(text("Red."), finish());

        CommandRun.Result saved = chat("The sky?\n/save " + file + "\n/save " + file + "\n", "--system", "Briefly.");
        CommandRun.Result loaded = chat("And at dusk?\n", "--load", file.toString());

        assertThat(saved.exitCode()).isZero();
        assertThat(loaded.error()).contains("Loaded 1 question with its answer");
        assertThat(host.requests.get(1).messages())
                .hasSize(4)
                .startsWith(Message.system("Briefly."), Message.user("The sky?"))
                .endsWith(Message.user("And at dusk?"));
        assertThat(((Message.Assistant) host.requests.get(1).messages().get(2)).thinking())
                .isEqualTo("Hm.");
    }

    @Test
    void aConversationCanBeSavedToBeRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("talk.md");
        host.answer(text("Blue."), finish());

        chat("The sky?\n/save " + file + "\n");

        assertThat(file)
                .content()
                .isEqualTo("# Conversation with actor\n\n## Question\n\nThe sky?\n\n## Answer\n\nBlue.\n");
    }

    @Test
    void aFileOfSomebodyElseIsNotOverwritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.json"), "precious");

        CommandRun.Result result =
                chat("/save " + file + "\n/load " + file + "\n/load " + folder.resolve("none") + "\n");

        assertThat(file).content().isEqualTo("precious");
        assertThat(result.error())
                .contains("is there already")
                .contains("holds no conversation")
                .contains("There is no file");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void helpListsTheCommandsAndUnknownOnesPointToIt() {
        CommandRun.Result result = chat("/help\n/nonsense\n");

        assertThat(result.output()).isEmpty();
        assertThat(result.error())
                .contains(ChatCommands.NAMES.stream()
                        .filter(name -> !name.equals("/exit"))
                        .toList());
        assertThat(result.error()).contains("There is no command /nonsense; /help lists them.");
    }

    @Test
    void aQuestionThatBeginsWithASlashIsWrittenWithTwo() {
        host.answer(text("."), finish());

        chat("//etc is what?\n");

        assertThat(host.requests.get(0).messages()).containsExactly(Message.user("/etc is what?"));
    }

    @Test
    void nothingIsReadAfterLeaving() {
        CommandRun.Result result = chat("/quit\nHello?\n");

        assertThat(result).isEqualTo(new CommandRun.Result(0, "", ""));
        assertThat(host.requests).isEmpty();
    }

    @Test
    void answersAreObjectsForScripts() {
        host.answer(text("Blue."), finish());

        CommandRun.Result result = chat("The sky?\nAgain?\n", "--json");

        assertThat(result.output().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"text\":\"Blue.\""));
    }

    private static CommandRun.Result chat(String input, String... options) {
        String[] arguments = new String[options.length + 3];
        System.arraycopy(new String[] {"chat", "--host", "scripted://chat/actor"}, 0, arguments, 0, 3);
        System.arraycopy(options, 0, arguments, 3, options.length);
        return new CommandRun().pipingIn(input).run(arguments);
    }
}
