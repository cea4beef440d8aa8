// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.posada.BackendOptions;
import dev.posada.CancelledException;
import dev.posada.ChatWarning;
import dev.posada.ContextLengthExceededException;
import dev.posada.Embedding;
import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.InvalidRequestException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.TimeoutException;
import dev.posada.Timeouts;
import dev.posada.UnsupportedFeatureException;
import dev.posada.Usage;
import dev.posada.bedrock.BedrockEmbeddingOptions.Purpose;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockEmbeddingTest {
    private static final String TITAN = "amazon.titan-embed-text-v2:0";
    private static final String COHERE = "cohere.embed-multilingual-v3";
    private static final String NOVA = "amazon.nova-2-multimodal-embeddings-v1:0";

    @RegisterExtension
    final StubbedBedrock bedrock = new StubbedBedrock();

    private EmbeddingModel model(String name) {
        return bedrock.host().embeddingModel(name);
    }

    private static EmbeddingRequest texts(String... texts) {
        return EmbeddingRequest.of(List.of(texts));
    }

    @Test
    void asksTitanOnceForEachTextAndKeepsTheOrder() {
        EmbeddingResponse response = model(TITAN).embed(texts("red, late", "blue", "green"));

        assertThat(response.embeddings())
                .containsExactly(Embedding.of(0.5f, -0.25f), Embedding.of(1e-7f, 1f), Embedding.of(0.75f, 0.125f));
        assertThat(response.usage()).isEqualTo(Usage.of(6, 0));
        assertThat(response.model()).isEqualTo(TITAN);
        assertThat(response.warnings()).isEmpty();
        assertThat(bedrock.requests("/model/amazon.titan-embed-text-v2%3A0/invoke"))
                .hasSize(3)
                .allSatisfy(request ->
                        assertThat(request.getHeader("Authorization")).contains("/us-east-1/bedrock/aws4_request"));
    }

    @Test
    void tellsTitanTheLengthAndTheScale() {
        EmbeddingRequest request = texts("red")
                .dimensions(256)
                .options(BedrockEmbeddingOptions.builder()
                        .normalized(false)
                        .field("x", "[1]")
                        .build());

        model(TITAN).embed(request);

        assertThat(bedrock.requests("/model/.*").get(0).getBodyAsString())
                .isEqualTo("{\"inputText\":\"red\",\"dimensions\":256,\"normalize\":false,\"x\":[1]}");
    }

    @Test
    void asksCohereForAWholeBatch() {
        EmbeddingResponse response = model(COHERE).embed(texts("red", "blue"));

        assertThat(response.embeddings()).containsExactly(Embedding.of(0.01f, 0.02f), Embedding.of(3f, 4f));
        assertThat(response.usage()).isEqualTo(Usage.of(7, 0));
        assertThat(bedrock.requests("/model/.*")).hasSize(1);
    }

    @Test
    void tellsWhatTheVectorsAreForAndScalesThemWhereTheModelDoesNot() {
        EmbeddingRequest request = texts("which?")
                .truncate(true)
                .options(BedrockEmbeddingOptions.builder()
                        .purpose(Purpose.QUERY)
                        .normalized(true)
                        .build());

        EmbeddingResponse response = model(COHERE).embed(request);

        assertThat(response.embeddings()).containsExactly(Embedding.of(0.6f, 0.8f));
    }

    @Test
    void asksCohereV4ByAProfileInItsOwnWords() {
        EmbeddingRequest request = texts("red")
                .dimensions(256)
                .truncate(true)
                .options(BedrockEmbeddingOptions.builder()
                        .purpose(Purpose.CLUSTERING)
                        .build());

        EmbeddingResponse response = model("eu.cohere.embed-v4:0").embed(request);

        assertThat(response.embeddings()).containsExactly(Embedding.of(0.1f, 0.2f, 0.3f));
    }

    @Test
    void asksNovaInItsOwnWords() {
        EmbeddingRequest request = texts("red")
                .dimensions(256)
                .truncate(true)
                .options(
                        BedrockEmbeddingOptions.builder().purpose(Purpose.QUERY).build());

        EmbeddingResponse response = model(NOVA).embed(request);

        assertThat(response.embeddings()).containsExactly(Embedding.of(0.004f, 0.051f));
        assertThat(response.usage()).isEqualTo(Usage.unknown());
    }

    @Test
    void splitsWhatIsTooMuchForABatch() {
        bedrock.server()
                .stubFor(post(urlPathMatching("/model/cohere.embed-english-v3/invoke"))
                        .withRequestBody(matchingJsonPath("$.texts[95]"))
                        .willReturn(okJson("{\"embeddings\":" + Collections.nCopies(96, "[1]") + "}")));
        bedrock.server()
                .stubFor(post(urlPathMatching("/model/cohere.embed-english-v3/invoke"))
                        .withRequestBody(matchingJsonPath("$[?(@.texts.length() == 4)]"))
                        .willReturn(okJson("{\"embeddings\":[[2],[3],[4],[5]]}")));

        List<Embedding> embeddings = model("cohere.embed-english-v3")
                .embed(IntStream.range(0, 100).mapToObj(String::valueOf).toList());

        assertThat(embeddings).hasSize(100);
        assertThat(embeddings.get(95)).isEqualTo(Embedding.of(1f));
        assertThat(embeddings.subList(96, 100))
                .containsExactly(Embedding.of(2f), Embedding.of(3f), Embedding.of(4f), Embedding.of(5f));
    }

    @Test
    void endsAtTheFirstFailure() {
        EmbeddingRequest request = texts("throttle", "hang", "red", "blue")
                .options(BedrockEmbeddingOptions.builder().callsAtOnce(2).build());

        assertThatExceptionOfType(RateLimitException.class)
                .isThrownBy(() -> model(TITAN).embed(request))
                .satisfies(e -> assertThat(e.requestId()).contains("made-up-titan-is-throttled"))
                .satisfies(e -> assertThat(e.model()).contains(TITAN));
        assertThat(bedrock.requests("/model/.*")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void asksAgainOnlyForWhatIsMissing() {
        bedrock.server()
                .stubFor(post(urlPathMatching("/model/.*"))
                        .withRequestBody(matchingJsonPath("$[?(@.inputText == 'sometimes')]"))
                        .inScenario("throttled once")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("open")
                        .willReturn(aResponse().withStatus(429).withFixedDelay(200)));
        bedrock.server()
                .stubFor(post(urlPathMatching("/model/.*"))
                        .withRequestBody(matchingJsonPath("$[?(@.inputText == 'sometimes')]"))
                        .inScenario("throttled once")
                        .whenScenarioStateIs("open")
                        .willReturn(okJson("{\"embedding\":[9],\"inputTextTokenCount\":1}")));

        try (Bedrock host = bedrock.builder().retries(1).build()) {
            EmbeddingResponse response = host.embeddingModel(TITAN).embed(texts("blue", "sometimes"));

            assertThat(response.embeddings()).containsExactly(Embedding.of(1e-7f, 1f), Embedding.of(9f));
            assertThat(response.usage()).isEqualTo(Usage.of(4, 0));
        }
        assertThat(bedrock.requests("/model/.*")).hasSize(3);
    }

    @Test
    void keepsItsTimeLimit() {
        EmbeddingRequest request = texts("hang").timeouts(Timeouts.defaults().firstToken(Duration.ofMillis(200)));

        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> model(TITAN).embed(request))
                .satisfies(e -> assertThat(e.phase()).isEqualTo(TimeoutException.Phase.FIRST_TOKEN));
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> model(TITAN).embed("hang"));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void endsWhenTheHostIsClosed() {
        CompletableFuture<EmbeddingResponse> waiting =
                CompletableFuture.supplyAsync(() -> model(TITAN).embed(texts("hang", "red")));
        await(() -> !bedrock.requests("/model/.*").isEmpty());

        bedrock.host().close();

        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(PosadaException.class);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "amazon.titan-embed-text-v2:0, 512, false",
        "amazon.titan-embed-text-v2:0, 1536, true",
        "cohere.embed-english-v3, 512, true",
        "cohere.embed-v4:0, 1537, true",
        "amazon.nova-2-multimodal-embeddings-v1:0, 512, true"
    })
    void refusesALengthThatTheModelDoesNotMake(String name, int length, boolean isRefused) {
        EmbeddingRequest request = EmbeddingRequest.of(List.of("red")).dimensions(length);

        if (isRefused) {
            assertThatExceptionOfType(UnsupportedFeatureException.class)
                    .isThrownBy(() -> model(name).embed(request))
                    .withMessageContaining("makes no vectors of " + length + " values; it makes them of");
        } else {
            assertThat(model(name).embed(request).embeddings()).hasSize(1);
        }
        assertThat(bedrock.requests("/model/.*")).hasSize(isRefused ? 0 : 1);
    }

    @Test
    void refusesATextThatIsTooLongUnlessItMayBeCut() {
        String text = "x".repeat(2_047) + "🙂";
        bedrock.server()
                .stubFor(post(urlPathMatching("/model/cohere.*"))
                        .withRequestBody(matchingJsonPath("$[?(@.texts[0] == '" + "x".repeat(2_047) + "')]"))
                        .willReturn(okJson("{\"embeddings\":[[1]]}")));

        assertThatExceptionOfType(ContextLengthExceededException.class)
                .isThrownBy(() -> model(COHERE).embed(text))
                .withMessageContaining("has 2049 characters")
                .withMessageContaining("truncate(true)");
        assertThat(model(COHERE).embed(texts(text).truncate(true)).embeddings()).hasSize(1);
    }

    @Test
    void refusesAnEmptyText() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> model(TITAN).embed(texts("red", " ")))
                .withMessageContaining("The text 1 (counted from 0) is empty");
    }

    @Test
    void saysWhatTitanDoesNotHave() {
        EmbeddingRequest request = texts("red")
                .truncate(true)
                .options(
                        BedrockEmbeddingOptions.builder().purpose(Purpose.QUERY).build());

        assertThat(model(TITAN).embed(request).warnings())
                .extracting(ChatWarning::code)
                .containsExactly(ChatWarning.APPROXIMATED, ChatWarning.APPROXIMATED);
    }

    @Test
    void warnsOfOptionsForAnotherBackend() {
        BackendOptions foreign = new BackendOptions() {};

        assertThat(model(TITAN).embed(texts("red").options(foreign)).warnings())
                .extracting(ChatWarning::code)
                .containsExactly(ChatWarning.FOREIGN_OPTIONS);
    }

    @Test
    void saysWhichModelsItKnows() {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> model("openai.gpt-oss-20b-1:0").embed("red"))
                .withMessageContaining("makes no vectors");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> model("somebody.embeds").embed("red"))
                .withMessageContaining("known are amazon.titan-embed-text-v1")
                .withMessageContaining("modelData");
    }

    @Test
    void refusesAnswersThatMakeNoSense() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> model("cohere.embed-english-v3").embed(texts("red", "blue")))
                .withMessageContaining("1 vectors for 2 texts");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> model("amazon.titan-embed-text-v1").embed("red"))
                .withMessageContaining("makes no sense");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BedrockEmbeddingOptions.builder().callsAtOnce(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BedrockEmbeddingOptions.builder().field("x", "[1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BedrockEmbeddingOptions.builder().field("x", "1 2"));
    }
}
