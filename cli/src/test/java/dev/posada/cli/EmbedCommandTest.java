// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ModelInfo;
import org.junit.jupiter.api.Test;

class EmbedCommandTest {
    private final ScriptedHost host = ScriptedHost.named("embed")
            .chatModel("talker", true)
            .model(ModelInfo.builder("vectors").capabilities(Capabilities.of(Capability.EMBEDDING)));

    @Test
    void printsAVectorALineInTheOrderOfTheTexts() {
        CommandRun.Result result = new CommandRun().run("embed", "--host", "scripted://embed", "four", "a b");

        assertThat(result).isEqualTo(new CommandRun.Result(0, "[4.0,0.5]\n[3.0,0.5]\n", ""));
    }

    @Test
    void takesEachLineOfStandardInputForAText() {
        CommandRun.Result dash =
                new CommandRun().pipingIn("one\n\nthree\n").run("embed", "--host", "scripted://embed", "first", "-");
        CommandRun.Result piped = new CommandRun().pipingIn("one\n").run("embed", "--host", "scripted://embed");

        assertThat(dash.output()).isEqualTo("[5.0,0.5]\n[3.0,0.5]\n[0.0,0.5]\n[5.0,0.5]\n");
        assertThat(piped.output()).isEqualTo("[3.0,0.5]\n");
    }

    @Test
    void printsOneObjectForScripts() {
        CommandRun.Result result = new CommandRun().run("embed", "--host", "scripted://embed", "--json", "four");

        assertThat(result.output())
                .isEqualTo("{\"model\":\"vectors\",\"host\":\"scripted://embed\",\"embeddings\":[[4.0,0.5]],"
                        + "\"usage\":{\"inputTokens\":4}}\n");
    }

    @Test
    void aHostWithoutAModelForItIsAFailure() {
        ScriptedHost.named("talkers").chatModel("talker", true);

        CommandRun.Result result = new CommandRun().run("embed", "--host", "scripted://talkers", "four");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.error()).contains("has no model for embeddings. It has talker");
    }

    @Test
    void thereMustBeAText() {
        assertThat(new CommandRun().run("embed", "--host", "scripted://embed").exitCode())
                .isEqualTo(2);
        assertThat(host.requests).isEmpty();
    }
}
