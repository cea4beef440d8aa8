// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.DiscoveredHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostsCommandTest {
    private final DiscoveredHost ollama = new DiscoveredHost(
            "ollama://localhost:11434", "Ollama", "0.34.2", List.of("a", "b", "c", "d"), List.of("b"), false);
    private final DiscoveredHost locked =
            new DiscoveredHost("llamacpp://localhost:8080", "llama.cpp", null, List.of(), List.of(), true);

    @Test
    void showsWhatRunsHere() {
        CommandRun.Result result = new CommandRun().where(ollama, locked).run("hosts");

        assertThat(result.output()).isEqualTo("""
                        ADDRESS                    KIND       VERSION  MODELS           LOADED  KEY
                        ollama://localhost:11434   Ollama     0.34.2   a, b and 2 more  b       -
                        llamacpp://localhost:8080  llama.cpp  -        -                -       needed
                        """);
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void printsAnArrayForScripts() {
        CommandRun.Result result = new CommandRun().where(ollama, locked).run("hosts", "--json");

        assertThat(result.output())
                .isEqualTo("[{\"uri\":\"ollama://localhost:11434\",\"kind\":\"Ollama\",\"version\":\"0.34.2\","
                        + "\"models\":[\"a\",\"b\",\"c\",\"d\"],\"loaded\":[\"b\"],\"needsKey\":false},"
                        + "{\"uri\":\"llamacpp://localhost:8080\",\"kind\":\"llama.cpp\",\"models\":[],\"loaded\":[],"
                        + "\"needsKey\":true}]\n");
    }

    @Test
    void tellsHowToGetOneIfNoneRuns() {
        CommandRun.Result people = new CommandRun().run("hosts");
        CommandRun.Result scripts = new CommandRun().run("hosts", "--json");

        assertThat(people.exitCode()).isZero();
        assertThat(people.output()).isEmpty();
        assertThat(people.error()).contains("No model server found").contains("https://ollama.com");
        assertThat(scripts.output()).isEqualTo("[]\n");
    }

    @Test
    void doesNotCountTheDemoModelAsAServer() {
        DiscoveredHost demo =
                new DiscoveredHost("embedded://demo", "Embedded", null, List.of("tiny"), List.of(), false);

        assertThat(new CommandRun().where(demo).run("hosts").output()).isEmpty();
    }

    @Test
    void tellsWhatTheServersAtGivenAddressesAre() {
        CommandRun.Result result = new CommandRun()
                .where(ollama)
                .where("http://gpu-box:8080", locked)
                .run("hosts", "http://gpu-box:8080");

        assertThat(result.output()).contains("llama.cpp").doesNotContain("Ollama");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void saysThatAServerIsOfNoKnownKind() {
        CommandRun.Result result = new CommandRun().run("hosts", "https://gpu.example.org");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.error()).contains("openai+https://gpu.example.org");
    }
}
