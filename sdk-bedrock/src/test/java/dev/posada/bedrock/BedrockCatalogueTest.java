// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.Capability;
import dev.posada.ChatRequest;
import dev.posada.HostHealth;
import dev.posada.InvalidRequestException;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockCatalogueTest {
    private static final String GPT = "openai.gpt-oss-20b-1:0";
    private static final String SCOUT = "us.meta.llama4-scout-17b-instruct-v1:0";
    private static final String OWN = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123";

    @RegisterExtension
    final StubbedBedrock bedrock = new StubbedBedrock();

    @Test
    void listsWhatCanBeCalled() {
        List<ModelInfo> models = bedrock.host().models();

        assertThat(models)
                .extracting(ModelInfo::name)
                .containsExactly(
                        GPT,
                        "amazon.titan-embed-text-v2:0",
                        "cohere.rerank-v3-5:0",
                        "somebody.new-model",
                        SCOUT,
                        "global.zai.glm-5.3",
                        OWN);
    }

    @Test
    void tellsWhatEachCanDo() {
        List<ModelInfo> models = bedrock.host().models();

        assertThat(models.get(0).capabilities().all())
                .containsExactlyInAnyOrder(
                        Capability.CHAT, Capability.TOOLS, Capability.STRUCTURED_OUTPUT, Capability.THINKING);
        assertThat(models.get(0).contextWindow()).hasValue(128_000);
        assertThat(models.get(0).family()).contains("OpenAI");
        assertThat(models.get(1).capabilities().all()).containsExactly(Capability.EMBEDDING);
        assertThat(models.get(1).embeddingLength()).hasValue(1024);
        assertThat(models.get(2).capabilities().all()).containsExactly(Capability.RERANK);
        assertThat(models.get(3).capabilities().areKnown()).isFalse();
        assertThat(models.get(3).json()).contains("\"SPEECH\"").contains("\"lifecycle\":\"LEGACY\"");
        assertThat(models.get(4).capabilities().all())
                .contains(Capability.IMAGES)
                .contains(Capability.TOOLS);
        assertThat(models.get(4).json()).contains("\"responseStreamingSupported\":true");
        assertThat(models.get(6).contextWindow()).hasValue(128_000);
    }

    @ParameterizedTest
    @CsvSource({GPT + ", 128000", SCOUT + ", 3500000", "global.zai.glm-5.3, 1000000", OWN + ", 128000"})
    void showsOneModelByAnyOfItsIds(String name, int contextWindow) {
        ModelInfo model = bedrock.host().model(name);

        assertThat(model.name()).isEqualTo(name);
        assertThat(model.contextWindow()).hasValue(contextWindow);
        assertThat(model.capabilities().has(Capability.CHAT)).isTrue();
    }

    @Test
    void saysThatThereIsNoSuchModel() {
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> bedrock.host().model("no.such-model"))
                .withMessageContaining("models()");
    }

    @Test
    void asksNothingOfAnImportedModel() {
        ModelInfo model = bedrock.host().model("arn:aws:bedrock:us-east-1:123456789012:imported-model/abc");

        assertThat(model.capabilities().areKnown()).isFalse();
        assertThat(bedrock.requests(".*")).isEmpty();
    }

    @Test
    void tellsWhetherTheAccountMayUseAModel() {
        ModelAccess granted = bedrock.host().access(GPT);
        ModelAccess refused = bedrock.host().access(SCOUT);

        assertThat(granted.isGranted()).isTrue();
        assertThat(refused.isGranted()).isFalse();
        assertThat(refused.obstacles()).hasSize(2);
        assertThat(refused.obstacles().get(0)).contains("under Model access");
        assertThat(refused.obstacles().get(1)).contains("bedrock:InvokeModel");
    }

    @Test
    void isUpWhenTheCatalogueAnswers() {
        HostHealth health = bedrock.host().health();

        assertThat(health.isUp()).isTrue();
        assertThat(health.detail()).isEqualTo("Amazon Bedrock in us-east-1");
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDeniedException, UP, may not list its models",
        "403, ExpiredTokenException, DOWN, Renew the credentials",
        "503, ServiceUnavailableException, DOWN, status 503"
    })
    void tellsHowItIsWhenTheCatalogueRefuses(int status, String error, HostHealth.Status is, String words) {
        bedrock.server()
                .stubFor(any(anyUrl())
                        .willReturn(aResponse()
                                .withStatus(status)
                                .withHeader("x-amzn-ErrorType", error)
                                .withBody("{}")));

        HostHealth health = bedrock.host().health();

        assertThat(health.status()).isEqualTo(is);
        assertThat(health.detail()).contains(words);
        assertThat(bedrock.requests(".*")).hasSize(1);
    }

    @Test
    void namesTheProfileOfAModelThatIsNotCalledOnDemand() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> bedrock.host().chatModel("zai.glm-5.3").chat("Hi"))
                .withMessageContaining("Call it as us.zai.glm-5.3");
    }

    @Test
    void countsTokensWhereTheModelHasIt() {
        ChatRequest request =
                ChatRequest.builder().system("Be brief.").user("Hi").build();

        assertThat(bedrock.host()
                        .chatModel("us.anthropic.claude-sonnet-4-20250514-v1:0")
                        .countTokens(request))
                .isEqualTo(37);
    }

    @Test
    void saysHowElseToCountTokens() {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> bedrock.host().chatModel(GPT).countTokens(ChatRequest.of("Hi")))
                .withMessageContaining("about four characters");
        assertThat(bedrock.requests(".*")).isEmpty();
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> bedrock.host().chatModel("somebody.new-model").countTokens(ChatRequest.of("Hi")))
                .withMessageContaining("about four characters")
                .withMessageContaining("counting tokens");
    }
}
