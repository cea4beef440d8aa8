// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ErrorDetails;
import dev.posada.ModelNotFoundException;
import org.junit.jupiter.api.Test;

class PullCommandTest {
    private final ScriptedLibrary library = new ScriptedLibrary()
            .step("pulling manifest")
            .step("pulling abc", 0, 2_000_000_000)
            .step("pulling abc", 10_000_000, 2_000_000_000)
            .step("pulling abc", 1_100_000_000, 2_000_000_000)
            .step("pulling abc", 2_000_000_000, 2_000_000_000)
            .step("success");
    private final ScriptedHost host = ScriptedHost.named("pull").library(library);

    @Test
    void tellsLineByLineHowFarItIs() {
        CommandRun.Result result = new CommandRun().run("pull", "--host", "scripted://pull", "llama3.2");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).isEqualTo("""
                        pulling manifest
                        pulling abc: 0% of 2.00 GB
                        pulling abc: 50% of 2.00 GB
                        pulling abc: 100% of 2.00 GB
                        success
                        The host scripted://pull has llama3.2 now.
                        """);
        assertThat(library.pulled).containsExactly("llama3.2");
    }

    @Test
    void drawsABarOnATerminal() {
        CommandRun.Result result = new CommandRun()
                .onTerminals(new Terminals(false, false, true))
                .run("pull", "--host", "scripted://pull", "llama3.2");

        assertThat(result.error()).contains("pulling abc").contains("100%").contains("2000/2000 MB");
    }

    @Test
    void printsOneObjectForScripts() {
        CommandRun.Result result = new CommandRun().run("pull", "--host", "scripted://pull", "llama3.2", "--json");

        assertThat(result)
                .isEqualTo(new CommandRun.Result(
                        0, "{\"model\":\"llama3.2\",\"host\":\"scripted://pull\",\"status\":\"complete\"}\n", ""));
    }

    @Test
    void aDownloadThatFailsIsAFailure() {
        library.thenFails(new ModelNotFoundException("No such model.", ErrorDetails.none()));

        CommandRun.Result result = new CommandRun().run("pull", "--host", "scripted://pull", "lama", "--json");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).startsWith("{\"error\":{\"type\":\"ModelNotFoundException\"");
    }

    @Test
    void aHostWithoutALibraryCannotPull() {
        ScriptedHost.named("bare");

        CommandRun.Result result = new CommandRun().run("pull", "--host", "scripted://bare", "llama3.2");

        assertThat(result.exitCode()).isEqualTo(10);
        assertThat(result.error()).contains("scripted://bare can't download models");
    }

    @Test
    void somethingMustRunHereIfNoHostIsNamed() {
        CommandRun.Result nothing = new CommandRun().run("pull", "llama3.2");
        CommandRun.Result one = new CommandRun().where(host.discovered()).run("pull", "llama3.2");

        assertThat(nothing.exitCode()).isEqualTo(6);
        assertThat(nothing.error()).contains("No model server found").contains("--host");
        assertThat(one.exitCode()).isZero();
    }
}
