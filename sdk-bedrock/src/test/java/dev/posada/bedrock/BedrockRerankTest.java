// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.posada.InvalidRequestException;
import dev.posada.ProtocolException;
import dev.posada.RankedDocument;
import dev.posada.UnsupportedFeatureException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.regions.Region;

class BedrockRerankTest {
    private static final List<String> DOCUMENTS = List.of("L4 servers", "Bread");
    private static final String COHERE = "cohere.rerank-v3-5:0";
    private static final String AMAZON = "amazon.rerank-v1:0";

    @RegisterExtension
    final StubbedBedrock bedrock = new StubbedBedrock();

    private Bedrock withKey() {
        return Bedrock.builder()
                .region(Region.US_EAST_1)
                .endpoint(bedrock.server().baseUrl())
                .apiKey("made-up-key")
                .retries(0)
                .build();
    }

    @Test
    void asksCohereByInvokeModelAndSortsTheAnswer() {
        List<RankedDocument> ranked = bedrock.host().rerankModel(COHERE).rerank("cheap GPU", DOCUMENTS);

        assertThat(ranked).containsExactly(new RankedDocument(0, 0.81), new RankedDocument(1, 0.02));
    }

    @Test
    void asksCohereWithAnApiKey() {
        try (Bedrock host = withKey()) {
            assertThat(host.rerankModel(COHERE).rerank("cheap GPU", DOCUMENTS)).hasSize(2);
        }

        assertThat(bedrock.requests("/model/.*").get(0).getHeader("Authorization"))
                .isEqualTo("Bearer made-up-key");
    }

    @Test
    void asksOthersByTheAgentRuntime() {
        List<RankedDocument> ranked = bedrock.host().rerankModel(AMAZON).rerank("cheap GPU", DOCUMENTS, 1);

        assertThat(ranked).containsExactly(new RankedDocument(0, 0.75));
    }

    @Test
    void saysThatTheAgentRuntimeTakesNoKey() {
        try (Bedrock host = withKey()) {
            assertThatExceptionOfType(UnsupportedFeatureException.class)
                    .isThrownBy(() -> host.rerankModel(AMAZON).rerank("cheap GPU", DOCUMENTS))
                    .withMessageContaining("takes no Bedrock API key")
                    .withMessageContaining(COHERE);
        }
    }

    @Test
    void refusesRanksOfDocumentsThatWereNotSent() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> bedrock.host().rerankModel("us." + COHERE).rerank("cheap GPU", DOCUMENTS))
                .withMessageContaining("ranks the index 7");
    }

    @Test
    void refusesWhatIsTooMuchBeforeItIsSent() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> bedrock.host().rerankModel(COHERE).rerank("q", Collections.nCopies(1_001, "d")))
                .withMessageContaining("1001 documents");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> bedrock.host().rerankModel(COHERE).rerank("", DOCUMENTS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bedrock.host().rerankModel(COHERE).rerank("q", DOCUMENTS, 0));
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() ->
                        bedrock.host().rerankModel("openai.gpt-oss-20b-1:0").rerank("q", DOCUMENTS))
                .withMessageContaining("does not order documents");
        assertThat(bedrock.requests(".*")).isEmpty();
    }
}
