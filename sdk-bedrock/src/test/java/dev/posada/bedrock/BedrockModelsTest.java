// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.posada.ErrorDetails;
import dev.posada.UnsupportedFeatureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockModelsTest {
    private static final String PROFILE_ARN =
            "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123";
    private static final ErrorDetails WHERE = ErrorDetails.none().host("bedrock://us-east-1");

    private final BedrockModels models = BedrockModels.shipped();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meta.llama3-3-70b-instruct-v1:0",
                "us.meta.llama3-3-70b-instruct-v1:0",
                "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.meta.llama3-3-70b-instruct-v1:0"
            })
    void knowsAModelUnderAllItsIds(String id) {
        BedrockModel model = models.of(id);

        assertThat(model.contextWindow()).hasValue(128_000);
        assertThat(model.has(ModelFeature.TOOLS)).isTrue();
        assertThat(model.lacks(ModelFeature.TOOLS_IN_STREAM)).isTrue();
        assertThat(model.id().text()).isEqualTo(id);
    }

    @Test
    void letsALongerIdGoBeforeAShorterOne() {
        assertThat(models.of("meta.llama3-2-1b-instruct-v1:0").lacks(ModelFeature.TOOLS))
                .isTrue();
        assertThat(models.of("meta.llama3-2-90b-instruct-v1:0").has(ModelFeature.TOOLS))
                .isTrue();
        assertThat(models.of("zai.glm-5").contextWindow()).hasValue(202_752);
        assertThat(models.of("global.zai.glm-5.3").contextWindow()).hasValue(1_000_000);
        assertThat(models.of("amazon.nova-2-multimodal-embeddings-v1:0").lacks(ModelFeature.CONVERSE))
                .isTrue();
    }

    @Test
    void refusesNothingThatItDoesNotKnow() {
        BedrockModel model = models.of("somebody.new-model-v1:0");

        assertThat(ModelFeature.values()).noneMatch(model::lacks).noneMatch(model::has);
        assertThat(model.thinking()).isEqualTo(ThinkingStyle.UNKNOWN);
        assertThat(model.contextWindow()).isEmpty();
        assertThatNoException().isThrownBy(() -> model.require(ModelFeature.TOOLS, WHERE));
    }

    @Test
    void saysWhatAModelCanNotDoAndWhatToDoInstead() {
        BedrockModel model = models.of("us.meta.llama4-scout-17b-instruct-v1:0");

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> model.require(ModelFeature.TOOLS_IN_STREAM, WHERE))
                .withMessageContaining("us.meta.llama4-scout-17b-instruct-v1:0")
                .withMessageContaining("can't call tools while it streams. Use chat, which waits for the whole answer.")
                .satisfies(e -> assertThat(e.model()).contains("us.meta.llama4-scout-17b-instruct-v1:0"))
                .satisfies(e -> assertThat(e.host()).contains("bedrock://us-east-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "openai.gpt-oss-120b-1:0, EFFORT",
        "qwen.qwen3-32b-v1:0, SWITCH",
        "us.deepseek.r1-v1:0, ALWAYS",
        "eu.anthropic.claude-sonnet-4-5-20250929-v1:0, BUDGET",
        "global.anthropic.claude-opus-4-6-v1, ADAPTIVE",
        "us.amazon.nova-2-lite-v1:0, NOVA",
        "amazon.nova-pro-v1:0, NONE"
    })
    void knowsHowThinkingIsSet(String id, ThinkingStyle style) {
        assertThat(models.of(id).thinking()).isEqualTo(style);
    }

    @Test
    void letsTheUsersWordGoBeforeOurs() {
        BedrockModels own = models.with("""
                {"models":[{"id":"meta.","supports":["toolsInStream"],"contextWindow":5},
                           {"id":"us.meta.llama4","lacks":["images"]}]}""");

        BedrockModel inUs = own.of("us.meta.llama4-maverick-17b-instruct-v1:0");
        BedrockModel bare = own.of("meta.llama4-maverick-17b-instruct-v1:0");

        assertThat(inUs.has(ModelFeature.TOOLS_IN_STREAM)).isTrue();
        assertThat(inUs.lacks(ModelFeature.TOOLS_IN_STREAM)).isFalse();
        assertThat(inUs.contextWindow()).hasValue(5);
        assertThat(inUs.lacks(ModelFeature.IMAGES)).isTrue();
        assertThat(bare.has(ModelFeature.IMAGES)).isTrue();
        assertThat(models.of(bare.id().text()).lacks(ModelFeature.TOOLS_IN_STREAM))
                .isTrue();
    }

    @Test
    void takesAnArnThatDoesNotTellForTheModelThatItIsLike() {
        BedrockModels own = models.with("{\"models\":[{\"id\":\"" + PROFILE_ARN
                + "\",\"like\":\"us.meta.llama3-3-70b-instruct-v1:0\",\"maxOutput\":7}]}");

        BedrockModel model = own.of(PROFILE_ARN);

        assertThat(models.of(PROFILE_ARN).base()).isEmpty();
        assertThat(model.base()).isEqualTo("meta.llama3-3-70b-instruct-v1:0");
        assertThat(model.lacks(ModelFeature.TOOLS_IN_STREAM)).isTrue();
        assertThat(model.maxOutput()).hasValue(7);
        assertThat(model.needsProfile()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"models\":[{\"id\":\"x\",\"suports\":[]}]}|\"suports\" is not known",
                "{\"models\":[{\"id\":\"x\",\"lacks\":[\"tool\"]}]}|\"tool\" is not known; there are converse",
                "{\"models\":[{\"id\":\"x\",\"thinking\":\"hard\"}]}|\"hard\" is not known; there are unknown, none",
                "{\"models\":[{\"id\":\"x\",\"contextWindow\":\"8K\"}]}|a whole number was expected",
                "{\"models\":[{\"lacks\":[]}]}|an entry has no \"id\"",
                "{\"models\":{}}|\"models\" must be a list",
                "[]|an object was expected",
                "{\"models\":[|is not JSON"
            })
    void saysWhatIsWrongWithAFileOfTheUser(String json, String complaint) {
        assertThatIllegalArgumentException().isThrownBy(() -> models.with(json)).withMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zai.glm-5.3|eu-central-1|Call it as global.zai.glm-5.3",
                "zai.glm-5.3|us-west-2|Call it as us.zai.glm-5.3",
                "anthropic.claude-sonnet-4-20250514-v1:0|eu-west-1|Call it as eu.anthropic.claude-sonnet-4-20250514-v1:0",
                "somebody.new-model|ap-south-1|Call it as apac.somebody.new-model",
                "meta.llama4-scout-17b-instruct-v1:0|eu-west-1|has inference profiles for us only",
                "us.meta.llama4-scout-17b-instruct-v1:0|eu-west-1|that is there in eu-west-1; models() lists them"
            })
    void namesTheProfileToCallAModelBy(String id, String region, String advice) {
        assertThat(models.of(id).profileAdvice(region)).contains(advice);
    }

    @Test
    void knowsWhichModelsNeedAProfile() {
        assertThat(models.of("deepseek.r1-v1:0").needsProfile()).isTrue();
        assertThat(models.of("us.deepseek.r1-v1:0").needsProfile()).isFalse();
        assertThat(models.of("openai.gpt-oss-20b-1:0").needsProfile()).isFalse();
    }
}
