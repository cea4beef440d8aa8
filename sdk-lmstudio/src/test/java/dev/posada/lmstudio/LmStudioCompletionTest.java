// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatResponse;
import dev.posada.CompletionModel;
import dev.posada.CompletionRequest;
import dev.posada.UnsupportedFeatureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LmStudioCompletionTest {
    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @Test
    void continuesATextAsItIs() {
        ChatResponse response = model().complete(CompletionRequest.builder("Once upon a time")
                .maxTokens(16)
                .stop("\n")
                .build());

        assertThat(response.text()).isEqualTo(" there was a river.");
        assertThat(lmStudio.body("/v1/completions"))
                .contains("\"prompt\":\"Once upon a time\"", "\"max_tokens\":16", "\"stream\":true")
                .doesNotContain("messages");
    }

    @Test
    void hasNoWayToFillAGap() {
        CompletionRequest request =
                CompletionRequest.builder("int add(").suffix("}").build();

        assertThatThrownBy(() -> model().stream(request)).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void hasNoRanking() {
        LmStudio host = lmStudio.host();

        assertThatThrownBy(() -> host.rerankModel("any")).isInstanceOf(UnsupportedFeatureException.class);
    }

    private CompletionModel model() {
        return lmStudio.host().completionModel("continues-the-text");
    }
}
