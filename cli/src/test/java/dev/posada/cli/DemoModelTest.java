// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The command with nothing installed. */
class DemoModelTest {
    @Test
    void theDemoModelAnswersWhereNoServerRunsAndIsTold() {
        CommandRun.Result result = new CommandRun().run("ask", "Should I rent a server or pay per use?");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isNotBlank().endsWith("\n");
        assertThat(result.error())
                .startsWith("No model server found here; answering with the built-in demo model")
                .containsOnlyOnce("\n");
    }

    @Test
    void theDemoModelHonoursLimitsLikeAnyHost() {
        CommandRun.Result result = new CommandRun()
                .run("ask", "--first-token-timeout", "1m", "--retries", "0", "--max-tokens", "1", "--json", "Hello!");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("\"finish\":\"length\"").contains("\"host\":\"embedded://demo");
    }

    @Test
    void aModelThatTheDemoLacksIsNotReplacedByIt() {
        CommandRun.Result result = new CommandRun().run("ask", "--model", "llama3.2", "Hello!");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).contains("No model server found here").contains("llama3.2");
    }

    @Test
    void theDemoCannotEmbed() {
        assertThat(new CommandRun().run("embed", "Hello!").exitCode()).isEqualTo(4);
    }
}
