// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.posada.ChatEvent;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.Embedding;
import dev.posada.HostUnavailableException;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.StreamInterruptedException;
import dev.posada.testkit.LlamaCppStubs;
import dev.posada.testkit.LmStudioStubs;
import dev.posada.testkit.OllamaStubs;
import dev.posada.testkit.OpenAiStubs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stubs of the test kit, read by the backends themselves. */
class StubsTest {
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    /** A backend and the stubs of its server. */
    record Backend(
            String scheme,
            Function<String[], MappingBuilder> stream,
            Function<String[], MappingBuilder> interrupted,
            BiFunction<String, String, MappingBuilder> toolCall,
            BiFunction<Integer, String, MappingBuilder> error,
            Function<String[], MappingBuilder> models,
            Function<float[][], MappingBuilder> embeddings) {
        ModelHost host() {
            return ModelHost.open(scheme + "://127.0.0.1:" + SERVER.port() + "?retries=0");
        }

        @Override
        public String toString() {
            return scheme;
        }
    }

    static List<Backend> backends() {
        return List.of(
                new Backend(
                        "ollama",
                        OllamaStubs::stream,
                        OllamaStubs::interrupted,
                        OllamaStubs::toolCall,
                        OllamaStubs::error,
                        OllamaStubs::models,
                        OllamaStubs::embeddings),
                new Backend(
                        "llamacpp",
                        LlamaCppStubs::stream,
                        LlamaCppStubs::interrupted,
                        LlamaCppStubs::toolCall,
                        LlamaCppStubs::error,
                        LlamaCppStubs::models,
                        LlamaCppStubs::embeddings),
                new Backend(
                        "lmstudio",
                        LmStudioStubs::stream,
                        LmStudioStubs::interrupted,
                        LmStudioStubs::toolCall,
                        LmStudioStubs::error,
                        LmStudioStubs::models,
                        LmStudioStubs::embeddings),
                new Backend(
                        "openai",
                        OpenAiStubs::stream,
                        OpenAiStubs::interrupted,
                        OpenAiStubs::toolCall,
                        OpenAiStubs::error,
                        OpenAiStubs::models,
                        OpenAiStubs::embeddings));
    }

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    /** As docs/testing.md shows it. */
    @Test
    void aStubAnswersForAServer() {
        SERVER.stubFor(OllamaStubs.chat("Hello"));

        try (ModelHost host = ModelHost.open("ollama://localhost:" + SERVER.port())) {
            assertThat(host.chatModel("llama3.2").chat("Hi").text()).isEqualTo("Hello");
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void streamsWords(Backend backend) {
        SERVER.stubFor(backend.stream.apply(new String[] {"Hel", "lo \"Ada\""}));

        List<String> words = new ArrayList<>();
        try (ModelHost host = backend.host();
                var stream = host.chatModel("any").stream("Hi")) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    words.add(delta.text());
                } else if (event instanceof ChatEvent.Finished finished) {
                    assertThat(finished.response().usage().totalTokens()).isEqualTo(15);
                    assertThat(finished.response().warnings()).isEmpty();
                }
            }
        }

        assertThat(words).containsExactly("Hel", "lo \"Ada\"");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void breaksOff(Backend backend) {
        SERVER.stubFor(backend.interrupted.apply(new String[] {"Hel"}));

        try (ModelHost host = backend.host()) {
            var failure = catchThrowableOfType(
                    StreamInterruptedException.class,
                    () -> host.chatModel("any").chat("Hi"));

            assertThat(failure.partialText()).isEqualTo("Hel");
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void callsATool(Backend backend) {
        SERVER.stubFor(backend.toolCall.apply("get_weather", "{\"city\":\"Lima\"}"));

        try (ModelHost host = backend.host()) {
            ChatResponse response = host.chatModel("any").chat(ChatRequest.of("How is the weather?"));

            assertThat(response.toolCalls()).singleElement().satisfies(call -> {
                assertThat(call.name()).isEqualTo("get_weather");
                assertThat(call.arguments()).isEqualTo("{\"city\":\"Lima\"}");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void fails(Backend backend) {
        SERVER.stubFor(backend.error.apply(500, "The kettle is on fire."));

        try (ModelHost host = backend.host()) {
            var failure = catchThrowableOfType(
                    HostUnavailableException.class, () -> host.chatModel("any").chat("Hi"));

            assertThat(failure.status()).hasValue(500);
            assertThat(failure).hasMessageContaining("kettle");
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void listsModels(Backend backend) {
        SERVER.stubFor(backend.models.apply(new String[] {"one", "two"}));
        SERVER.stubFor(LlamaCppStubs.properties("one"));

        try (ModelHost host = backend.host()) {
            assertThat(host.models()).extracting(ModelInfo::name).containsExactly("one", "two");
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void embeds(Backend backend) {
        SERVER.stubFor(backend.embeddings.apply(new float[][] {{1, 0}, {0.5f, 0.25f}}));

        try (ModelHost host = backend.host()) {
            List<Embedding> vectors = host.embeddingModel("any").embed(List.of("cat", "dog"));

            assertThat(vectors).containsExactly(Embedding.of(1, 0), Embedding.of(0.5f, 0.25f));
        }
    }
}
