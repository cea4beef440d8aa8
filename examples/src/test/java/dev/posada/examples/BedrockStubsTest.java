// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.Embedding;
import dev.posada.ModelInfo;
import dev.posada.PosadaException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.bedrock.Bedrock;
import dev.posada.testkit.BedrockStubs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The stubs of Bedrock in the test kit, read by the AWS SDK and the backend over it. */
class BedrockStubsTest {
    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private Bedrock host;

    @BeforeEach
    void start() {
        server.start();
        host = Bedrock.builder()
                .region("us-east-1")
                .endpoint(server.baseUrl())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("made", "up")))
                .retries(0)
                .build();
    }

    @AfterEach
    void stop() {
        host.close();
        server.stop();
    }

    private ChatModel model() {
        return host.chatModel("openai.gpt-oss-20b-1:0");
    }

    @Test
    void answers() {
        server.stubFor(BedrockStubs.chat("Hello"));

        assertThat(model().chat("Hi").text()).isEqualTo("Hello");
    }

    @Test
    void streamsWords() {
        server.stubFor(BedrockStubs.stream("Hel", "lo \"Ada\""));

        List<String> words = new ArrayList<>();
        try (var stream = model().stream("Hi")) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    words.add(delta.text());
                } else if (event instanceof ChatEvent.Finished finished) {
                    assertThat(finished.response().usage().totalTokens()).isEqualTo(15);
                }
            }
        }

        assertThat(words).containsExactly("Hel", "lo \"Ada\"");
    }

    @Test
    void breaksOff() {
        server.stubFor(BedrockStubs.interrupted("Hel"));

        var failure = catchThrowableOfType(StreamInterruptedException.class, () -> model().chat("Hi"));

        assertThat(failure.partialText()).isEqualTo("Hel");
    }

    @Test
    void callsATool() {
        server.stubFor(BedrockStubs.toolCall("get_weather", "{\"city\":\"Lima\"}"));

        assertThat(model().chat("How is the weather?").toolCalls())
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.name()).isEqualTo("get_weather");
                    assertThat(call.arguments()).isEqualTo("{\"city\":\"Lima\"}");
                });
    }

    @Test
    void fails() {
        server.stubFor(BedrockStubs.error(429, "ThrottlingException", "The kettle is busy."));

        var failure = catchThrowableOfType(RateLimitException.class, () -> model().chat("Hi"));

        assertThat(failure).hasMessageContaining("kettle");
    }

    @Test
    void failsInMidStream() {
        server.stubFor(BedrockStubs.errorInStream("modelStreamErrorException", "The kettle is on fire.", "Hel"));

        var failure = catchThrowableOfType(PosadaException.class, () -> model().chat("Hi"));

        assertThat(failure).hasMessageContaining("kettle");
        assertThat(failure.partialText()).isEqualTo("Hel");
    }

    @Test
    void listsModels() {
        server.stubFor(BedrockStubs.models("one", "two"));

        assertThat(host.models()).extracting(ModelInfo::name).containsExactly("one", "two");
    }

    @Test
    void embeds() {
        server.stubFor(BedrockStubs.embedding(0.5f, 0.25f));

        List<Embedding> vectors =
                host.embeddingModel("amazon.titan-embed-text-v2:0").embed(List.of("cat"));

        assertThat(vectors).containsExactly(Embedding.of(0.5f, 0.25f));
    }
}
