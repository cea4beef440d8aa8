// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples with a host of one's own: what they send, and what they make of the answer. */
class ExamplesOnServersTest {
    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @ParameterizedTest
    @ValueSource(strings = {"llamacpp", "lmstudio", "openai"})
    void theSameProgramAsksHostsOfTheOpenAiWire(String scheme) throws Exception {
        SERVER.stubFor(post(urlEqualTo("/v1/chat/completions")).willReturn(okForContentType("text/event-stream", """
                data: {"id":"1","model":"tiny","choices":[{"index":0,"delta":{"role":"assistant","content":"A house with rooms."}}]}

                data: {"id":"1","model":"tiny","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: {"id":"1","model":"tiny","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":5}}

                data: [DONE]

                """)));

        String printed = Program.run("dev.posada.examples.Example02FiveHosts", uri(scheme, "tiny"));

        assertThat(printed).contains("A house with rooms.", scheme + "://", "5 tokens");
    }

    @Test
    void theSameProgramAsksOllama() throws Exception {
        answerAsOllama("A house with rooms.");

        String printed = Program.run("dev.posada.examples.Example02FiveHosts", uri("ollama", "tiny"));

        assertThat(printed).contains("A house with rooms.", "ollama://", "5 tokens");
    }

    @Test
    void theSameProgramSaysWhatToDoAboutAHostThatIsNotThere() throws Exception {
        String printed =
                Program.run("dev.posada.examples.Example02FiveHosts", "ollama://localhost:1/llama3.2?retries=0");

        assertThat(printed).contains("localhost:1").contains("ollama serve");
    }

    @Test
    void aPictureGoesToAModelWithEyes() throws Exception {
        answerAsOllama("A red circle.");
        SERVER.stubFor(post(urlEqualTo("/api/show"))
                .willReturn(okJson("{\"capabilities\":[\"completion\",\"vision\"],\"details\":{},\"model_info\":{}}")));

        String printed = Program.run("dev.posada.examples.Example06Images", uri("ollama", "gemma3"));

        assertThat(printed).isEqualTo("A red circle." + System.lineSeparator());
        String png = "iVBORw0KGgo";
        SERVER.verify(postRequestedFor(urlEqualTo("/api/chat"))
                .withRequestBody(matchingJsonPath("$.messages[0].images[0]", matching(png + ".*"))));
    }

    @Test
    void searchPutsTheNoteFirstThatLiesNearest() throws Exception {
        SERVER.stubFor(post(urlEqualTo("/api/embed"))
                .withRequestBody(matchingJsonPath("$.input.length()", equalTo("4")))
                .willReturn(okJson("{\"model\":\"e\",\"embeddings\":[[0.9,0.1],[0,1],[0.1,0.9],[-1,0]]}")));
        SERVER.stubFor(post(urlEqualTo("/api/embed"))
                .withRequestBody(matchingJsonPath("$.input.length()", equalTo("1")))
                .willReturn(okJson("{\"model\":\"e\",\"embeddings\":[[1,0]]}")));

        String printed = Program.run("dev.posada.examples.Example07Search", uri("ollama", "e"));

        assertThat(printed.lines().toList()).hasSize(4);
        assertThat(printed.lines().findFirst().orElseThrow()).contains("The keys of the flat");
    }

    private static void answerAsOllama(String words) {
        SERVER.stubFor(post(urlEqualTo("/api/chat"))
                .willReturn(okForContentType("application/x-ndjson", """
                {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"%s"},"done":false}
                {"model":"m","created_at":"2026-01-01T00:00:01Z","message":{"role":"assistant","content":""},"done":true,\
                "done_reason":"stop","prompt_eval_count":9,"eval_count":5}
                """.formatted(words))));
    }

    private static String uri(String scheme, String model) {
        return scheme + "://localhost:" + SERVER.getPort() + "/" + model;
    }
}
