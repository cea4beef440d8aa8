// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatRequest;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.spi.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaCppTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    @Test
    void isAtPort8080UnlessToldOtherwise() {
        try (LlamaCpp host = LlamaCpp.local()) {
            assertThat(host.uri()).hasToString("llamacpp://localhost:8080");
            assertThat(host.url()).isEqualTo("http://localhost:8080");
            assertThat(host.defaultModel()).isEmpty();
        }
    }

    @Test
    void isOpenedByItsUri() {
        try (ModelHost host = ModelHost.open("llamacpp+https://gpu.example.org/team/coder-GGUF:Q4_K_M?path=/llm")) {
            assertThat(host).isInstanceOf(LlamaCpp.class);
            assertThat(host.defaultModel()).hasValue("team/coder-GGUF:Q4_K_M");
            assertThat(((LlamaCpp) host).url()).isEqualTo("https://gpu.example.org/llm");
        }
    }

    @Test
    void takesTheDefaultPortWhereTheUriNamesNone() {
        try (ModelHost host = LlamaCpp.open(HostUri.parse("llamacpp://gpu-box"), Environment.of(Map.of()))) {
            assertThat(host.uri()).hasToString("llamacpp://gpu-box:8080");
        }
    }

    @Test
    void refusesOptionsOfOthers() {
        HostUri uri = HostUri.parse("llamacpp://gpu-box?region=eu");

        assertThatThrownBy(() -> LlamaCpp.open(uri, Environment.of(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("region");
    }

    @ParameterizedTest
    @CsvSource({
        "http://gpu-box:8080, http://gpu-box:8080",
        "http://gpu-box:8080/, http://gpu-box:8080",
        "http://gpu-box:8080/v1, http://gpu-box:8080",
        "http://gpu-box:8080/v1/, http://gpu-box:8080",
        "http://gpu-box:8080/llm, http://gpu-box:8080/llm",
        "http://gpu-box:8080/llm/v1, http://gpu-box:8080/llm",
        "http://gpu-box:8080/llm/v1/, http://gpu-box:8080/llm"
    })
    void leavesOutTheVersionThatOtherProgramsWant(String given, String url) {
        try (LlamaCpp host = LlamaCpp.at(given)) {
            assertThat(host.url()).isEqualTo(url);
        }
    }

    @Test
    void putsThePrefixBeforeAllPaths() {
        try (LlamaCpp host = server.builder().pathPrefix("/llm/v1").build()) {
            host.health();
        }

        assertThat(server.requests()).containsExactly("GET /llm/health");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LLAMA_API_KEY", "POSADA_API_KEY"})
    void takesTheKeyFromTheEnvironment(String variable) {
        server.shows("tokenize");
        HostUri uri = HostUri.parse(server.host().uri().toString());

        try (LlamaCpp host = LlamaCpp.open(uri, Environment.of(Map.of(variable, "sk-local-7")))) {
            host.api().tokenize("Hello, world");
        }

        assertThat(server.latest().getHeader("Authorization")).isEqualTo("Bearer sk-local-7");
    }

    @Test
    void sendsTheKeyBesideBasicAuthenticationAsAHeader() {
        server.shows("tokenize");

        try (LlamaCpp host = server.builder()
                .basicAuth("ada", "pass-word")
                .header("X-Api-Key", "sk-local-7")
                .build()) {
            host.api().tokenize("Hello, world");
        }

        assertThat(server.latest().getHeader("Authorization")).startsWith("Basic ");
        assertThat(server.latest().getHeader("X-Api-Key")).isEqualTo("sk-local-7");
    }

    /** With it the server would go on writing after the client has gone. */
    @Test
    void neverMakesAnAnswerResumable() {
        server.shows("chat-counts-cached-tokens-and-times");

        server.host().chatModel().chat("Hello");

        assertThat(server.latest().containsHeader("X-Conversation-Id")).isFalse();
        assertThat(server.latest().containsHeader("Upgrade")).isFalse();
    }

    @Test
    void asksTheDefaultModelWhereNoneIsNamed() {
        server.shows("chat-counts-cached-tokens-and-times");

        try (LlamaCpp host = server.builder().defaultModel("coder").build()) {
            host.chatModel().chat("Hello");
        }

        assertThat(server.latest().getBodyAsString()).contains("\"model\":\"coder\"");
    }

    @Test
    void letsARequestsOptionsWinOverTheHosts() {
        server.shows("chat-counts-cached-tokens-and-times");
        LlamaCppOptions hosts =
                LlamaCppOptions.builder().repeatPenalty(1.5).minIndent(2).build();

        try (LlamaCpp host = server.builder().defaultOptions(hosts).build()) {
            host.chatModel()
                    .chat(ChatRequest.builder()
                            .user("Hello")
                            .options(
                                    LlamaCppOptions.builder().repeatPenalty(1.1).build())
                            .build());
        }

        assertThat(server.latest().getBodyAsString())
                .contains("\"repeat_penalty\":1.1")
                .contains("\"n_indent\":2")
                .doesNotContain("1.5");
    }
}
