// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelIdTest {
    @ParameterizedTest
    @CsvSource({
        "openai.gpt-oss-20b-1:0, openai.gpt-oss-20b-1:0, ''",
        "us.meta.llama4-scout-17b-instruct-v1:0, meta.llama4-scout-17b-instruct-v1:0, us",
        "us-gov.amazon.nova-lite-v1:0, amazon.nova-lite-v1:0, us-gov",
        "global.zai.glm-5.3, zai.glm-5.3, global",
        "arn:aws:bedrock:us-west-2::foundation-model/cohere.rerank-v3-5:0, cohere.rerank-v3-5:0, ''",
        "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-pro-v1:0, amazon.nova-pro-v1:0, eu",
        "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123, '', ''",
        "arn:aws:bedrock:eu-west-1:123456789012:imported-model/abc123, '', ''",
        "arn:nonsense, '', ''",
        "gpt, gpt, ''"
    })
    void tellsModelAndProfile(String text, String base, String profile) {
        ModelId id = ModelId.of(text);

        assertThat(id.base()).isEqualTo(base);
        assertThat(id.profile()).isEqualTo(profile);
        assertThat(id.text()).isEqualTo(text);
    }

    @Test
    void isOnDemandOnlyWithoutAProfile() {
        assertThat(ModelId.of("zai.glm-5.3").isOnDemand()).isTrue();
        assertThat(ModelId.of("us.zai.glm-5.3").isOnDemand()).isFalse();
        assertThat(ModelId.of("arn:aws:bedrock:eu-west-1:1:imported-model/abc").isOnDemand())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, us",
        "ca-central-1, us",
        "us-gov-west-1, us-gov",
        "eu-central-1, eu",
        "ap-southeast-2, apac",
        "sa-east-1, global",
        "nowhere, global"
    })
    void knowsTheGeographyOfARegion(String region, String geography) {
        assertThat(ModelId.geography(region)).isEqualTo(geography);
    }
}
