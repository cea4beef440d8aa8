// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatResponse;
import dev.posada.CompletionModel;
import dev.posada.FinishReason;
import dev.posada.TokenLogprob;
import dev.posada.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenAiCompletionTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    @Test
    void continuesATextAndLeavesTagsInIt() {
        CompletionModel model = server.host().completionModel("completion-answers-in-words");

        ChatResponse response = model.complete("The sky is");

        assertThat(response.text()).isEqualTo(" blue and <think>wide</think>");
        assertThat(response.thinking()).isEmpty();
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.usage()).isEqualTo(Usage.of(4, 3));
        assertThat(response.model()).isEqualTo("base");
    }

    @Test
    void readsProbabilitiesInTheFormThatOnlyCompletionsHave() {
        CompletionModel model = server.host().completionModel("completion-tells-logprobs");

        ChatResponse response = model.complete("The sky is");

        assertThat(response.logprobs())
                .containsExactly(new TokenLogprob(
                        " blue",
                        -0.5,
                        List.of(
                                new TokenLogprob(" blue", -0.5, List.of()),
                                new TokenLogprob(" grey", -1.5, List.of()))));
    }
}
