// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.AuthenticationException;
import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ErrorDetails;
import dev.posada.ModelInfo;
import org.junit.jupiter.api.Test;

class ModelChooserTest {
    private final ScriptedHost kitchen = answering("kitchen");
    private final ScriptedHost cellar = answering("cellar");

    @Test
    void theHostOfTheCommandLineComesFirst() {
        kitchen.chatModel("cook", false);

        CommandRun.Result result = new CommandRun()
                .with("POSADA_HOST", "scripted://cellar")
                .where(cellar.discovered())
                .run("ask", "--host", "scripted://kitchen", "Hi");

        assertThat(result).isEqualTo(new CommandRun.Result(0, "kitchen\n", ""));
    }

    @Test
    void aServerNamedByItsAddressIsAskedWhatItIs() {
        kitchen.chatModel("cook", false);

        CommandRun.Result result = new CommandRun()
                .where("http://kitchen:1234", kitchen.discovered())
                .run("ask", "--host", "http://kitchen:1234", "Hi");

        assertThat(result).isEqualTo(new CommandRun.Result(0, "kitchen\n", ""));
    }

    @Test
    void aServerOfNoKnownKindIsNotUsed() {
        CommandRun.Result result = new CommandRun().run("ask", "--host", "http://localhost:9000", "Hi");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.error()).contains("none of the kinds", "openai://localhost:9000");
    }

    @Test
    void theHostOfTheEnvironmentComesNext() {
        kitchen.chatModel("cook", false);
        cellar.chatModel("cellarer", true);

        CommandRun.Result result = new CommandRun()
                .with("POSADA_HOST", "scripted://kitchen")
                .where(cellar.discovered())
                .run("ask", "Hi");

        assertThat(result.output()).isEqualTo("kitchen\n");
    }

    @Test
    void amongHostsThatRunHereOneWithAModelInMemoryComesFirst() {
        kitchen.chatModel("cook", false);
        cellar.chatModel("cellarer", true);

        CommandRun.Result result = new CommandRun()
                .where(kitchen.discovered(), cellar.discovered())
                .run("ask", "Hi");

        assertThat(result.output()).isEqualTo("cellar\n");
    }

    @Test
    void amongHostsThatRunHereTheOneWithTheWantedModelComesFirst() {
        kitchen.chatModel("cook", true);
        cellar.chatModel("cellarer:latest", false);

        CommandRun.Result result = new CommandRun()
                .where(kitchen.discovered(), cellar.discovered())
                .run("ask", "--model", "cellarer", "Hi");

        assertThat(result.output()).isEqualTo("cellar\n");
    }

    @Test
    void aHostWithoutAChatModelIsPassedOver() {
        kitchen.model(ModelInfo.builder("vectors").capabilities(Capabilities.of(Capability.EMBEDDING)));
        cellar.chatModel("cellarer", false);

        CommandRun.Result result = new CommandRun()
                .where(kitchen.discovered(), cellar.discovered())
                .run("ask", "Hi");

        assertThat(result.output()).isEqualTo("cellar\n");
        assertThat(result.error()).contains("scripted://kitchen runs here but has no chat model");
        assertThat(kitchen.timesClosed).isEqualTo(1);
    }

    @Test
    void aHostThatCannotBeAskedIsPassedOver() {
        kitchen.cannotListModels(new AuthenticationException("It wants a key.", ErrorDetails.none()));
        cellar.chatModel("cellarer", false);

        CommandRun.Result result = new CommandRun()
                .where(kitchen.discovered(), cellar.discovered())
                .run("ask", "Hi");

        assertThat(result.output()).isEqualTo("cellar\n");
        assertThat(result.error()).contains("scripted://kitchen").contains("It wants a key.");
    }

    @Test
    void theModelOfTheCommandLineWinsOverThatOfTheUri() {
        CommandRun.Result result =
                new CommandRun().run("ask", "--host", "scripted://kitchen/cook", "--model", "chef", "--json", "Hi");

        assertThat(result.output()).contains("\"model\":\"chef\"");
    }

    @Test
    void aNamedModelIsAskedWithoutAskingForTheListBefore() {
        kitchen.cannotListModels(new AuthenticationException("Not for you.", ErrorDetails.none()));

        CommandRun.Result result = new CommandRun().run("ask", "--host", "scripted://kitchen/cook", "Hi");

        assertThat(result.output()).isEqualTo("kitchen\n");
        assertThat(kitchen.askedModels).isEmpty();
    }

    @Test
    void amongSeveralModelsTheOneInMemoryIsTakenAndTold() {
        kitchen.chatModel("apprentice", false).chatModel("chef", true);

        CommandRun.Result result = new CommandRun().run("ask", "--host", "scripted://kitchen", "--json", "Hi");

        assertThat(result.output()).contains("\"model\":\"chef\"");
        assertThat(result.error()).isEqualTo("Using chef of scripted://kitchen; --model chooses another.\n");
    }

    @Test
    void theLibraryTellsWhichModelIsInMemoryIfTheListDoesNot() {
        Capabilities chat = Capabilities.of(Capability.CHAT);
        kitchen.model(ModelInfo.builder("apprentice").capabilities(chat))
                .model(ModelInfo.builder("chef").capabilities(chat))
                .library(new ScriptedLibrary().running("chef"));

        CommandRun.Result result = new CommandRun().run("ask", "--host", "scripted://kitchen", "--json", "Hi");

        assertThat(result.output()).contains("\"model\":\"chef\"");
    }

    @Test
    void aModelOfWhichTheListTellsNothingIsLookedAtByItself() {
        kitchen.model(ModelInfo.builder("mystery"));

        CommandRun.Result result = new CommandRun().run("ask", "--host", "scripted://kitchen", "Hi");

        assertThat(result.output()).isEqualTo("kitchen\n");
        assertThat(kitchen.askedModels).containsExactly("mystery");
    }

    @Test
    void aHostWithoutAChatModelIsAnErrorThatListsWhatItHas() {
        kitchen.model(ModelInfo.builder("vectors").capabilities(Capabilities.of(Capability.EMBEDDING)));

        CommandRun.Result result = new CommandRun().run("ask", "--host", "scripted://kitchen", "Hi");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.error()).contains("has no chat model").contains("It has vectors");
        assertThat(kitchen.timesClosed).isEqualTo(1);
    }

    private static ScriptedHost answering(String name) {
        return ScriptedHost.named(name).answer(ScriptedHost.text(name), ScriptedHost.finish());
    }
}
