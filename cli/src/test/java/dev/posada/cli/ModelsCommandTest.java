// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.ModelInfo;
import org.junit.jupiter.api.Test;

class ModelsCommandTest {
    private final ScriptedHost host = ScriptedHost.named("models")
            .model(ModelInfo.builder("llama3.2:latest")
                    .sizeBytes(2_019_393_189L)
                    .contextWindow(131_072)
                    .quantization("Q4_K_M")
                    .parameterSize("3.2B")
                    .family("llama")
                    .loaded(true)
                    .capabilities(Capabilities.of(Capability.TOOLS, Capability.CHAT)))
            .model(ModelInfo.builder("mystery"));

    @Test
    void showsWhatTheHostHas() {
        CommandRun.Result result = new CommandRun().run("models", "--host", "scripted://models");

        assertThat(result.output()).isEqualTo("""
                        NAME             SIZE     CONTEXT  QUANTISATION  LOADED  CAPABILITIES
                        llama3.2:latest  2.02 GB  131072   Q4_K_M        yes     chat, tools
                        mystery          -        -        -             -       -
                        """);
    }

    @Test
    void leavesOutForScriptsWhatTheHostDoesNotTell() {
        CommandRun.Result result = new CommandRun().run("models", "--host", "scripted://models", "--json");

        assertThat(result.output())
                .isEqualTo("[{\"name\":\"llama3.2:latest\",\"sizeBytes\":2019393189,\"contextWindow\":131072,"
                        + "\"capabilities\":[\"chat\",\"tools\"],\"family\":\"llama\",\"parameterSize\":\"3.2B\","
                        + "\"quantization\":\"Q4_K_M\",\"loaded\":true},{\"name\":\"mystery\"}]\n");
    }

    @Test
    void asksTheLibraryWhatIsInMemoryIfTheListDoesNotTell() {
        host.library(new ScriptedLibrary().running("mystery"));

        String json = new CommandRun()
                .run("models", "--host", "scripted://models", "mystery", "--json")
                .output();
        host.library(new ScriptedLibrary());
        String afterwards = new CommandRun()
                .run("models", "--host", "scripted://models", "mystery", "--json")
                .output();

        assertThat(json).isEqualTo("[{\"name\":\"mystery\",\"loaded\":true}]\n");
        assertThat(afterwards).isEqualTo("[{\"name\":\"mystery\",\"loaded\":false}]\n");
    }

    @Test
    void showsOneModelByItself() {
        CommandRun.Result there = new CommandRun().run("models", "--host", "scripted://models", "mystery", "--json");
        CommandRun.Result missing = new CommandRun().run("models", "--host", "scripted://models", "gone");

        assertThat(there.output()).isEqualTo("[{\"name\":\"mystery\"}]\n");
        assertThat(missing.exitCode()).isEqualTo(4);
    }

    @Test
    void aHostThatIsDownIsAFailure() {
        host.cannotListModels(new HostUnavailableException(
                HostUnavailableException.Reason.REFUSED, "Nothing listens there.", ErrorDetails.none(), null));

        CommandRun.Result result = new CommandRun().run("models", "--host", "scripted://models");

        assertThat(result).isEqualTo(new CommandRun.Result(6, "", "posada: Nothing listens there.\n"));
    }

    @Test
    void takesTheFirstHostThatRunsHereIfNoneIsNamed() {
        CommandRun.Result result = new CommandRun().where(host.discovered()).run("models");

        assertThat(result.output()).contains("mystery");
        assertThat(host.timesClosed).isEqualTo(1);
    }
}
