// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiOptionsTest {
    @Test
    void standForFieldsOfTheRequest() {
        OpenAiOptions options = OpenAiOptions.builder()
                .reasoningEffort("xhigh")
                .templateArgument("enable_thinking", "false")
                .templateArgument("style", "\"dry\"")
                .parallelToolCalls(false)
                .repetitionPenalty(1.05)
                .minTokens(2)
                .ignoreEndOfText(true)
                .logitBias(Map.of(15_043, -1.5))
                .priority(-1)
                .serviceTier("flex")
                .user("u-\"1\"")
                .field("best_of", "1")
                .build();

        assertThat(options.fields())
                .containsExactly(
                        entry("reasoning_effort", "\"xhigh\""),
                        entry("parallel_tool_calls", "false"),
                        entry("repetition_penalty", "1.05"),
                        entry("min_tokens", "2"),
                        entry("ignore_eos", "true"),
                        entry("logit_bias", "{\"15043\":-1.5}"),
                        entry("priority", "-1"),
                        entry("service_tier", "\"flex\""),
                        entry("user", "\"u-\\\"1\\\"\""),
                        entry("best_of", "1"),
                        entry("chat_template_kwargs", "{\"enable_thinking\":false,\"style\":\"dry\"}"));
    }

    @Test
    void holdAnswersToAForm() {
        assertThat(OpenAiOptions.builder().answerRegex("\\d+").build().fields())
                .containsExactly(entry("structured_outputs", "{\"regex\":\"\\\\d+\"}"));
        assertThat(OpenAiOptions.builder().answerChoice("yes", "no").build().fields())
                .containsExactly(entry("structured_outputs", "{\"choice\":[\"yes\",\"no\"]}"));
        assertThat(OpenAiOptions.builder()
                        .answerGrammar("root ::= \"a\"")
                        .build()
                        .fields())
                .containsExactly(entry("structured_outputs", "{\"grammar\":\"root ::= \\\"a\\\"\"}"));
    }

    @Test
    void ofTheHostFillUpThoseOfTheRequest() {
        OpenAiOptions host = OpenAiOptions.builder()
                .minTokens(2)
                .templateArgument("a", "1")
                .schemaInPrompt(false)
                .build();
        OpenAiOptions request =
                OpenAiOptions.builder().minTokens(3).templateArgument("b", "2").build();

        OpenAiOptions both = request.orElse(host);

        assertThat(both.fields())
                .containsExactly(entry("min_tokens", "3"), entry("chat_template_kwargs", "{\"a\":1,\"b\":2}"));
        assertThat(both.schemaInPrompt()).contains(false);
    }

    @Test
    void areEqualIfTheySayTheSame() {
        OpenAiOptions options =
                OpenAiOptions.builder().minTokens(2).templateArgument("a", "1").build();

        assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
        assertThat(options.toBuilder().minTokens(3).build()).isNotEqualTo(options);
        assertThat(options.toBuilder().schemaInPrompt(true).build()).isNotEqualTo(options);
    }

    @Test
    void showTheirNamesButNoValues() {
        OpenAiOptions options = OpenAiOptions.builder().user("somebody").build();

        assertThat(options.toString()).contains("user").doesNotContain("somebody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nope", "{", "1 2", "'a'"})
    void refuseWhatIsNotJson(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiOptions.builder().field("x", json))
                .withMessageContaining("not valid JSON");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiOptions.builder().templateArgument("x", json))
                .withMessageContaining("not valid JSON");
    }

    @Test
    void refuseNumbersThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiOptions.builder().repetitionPenalty(Double.NaN));
    }
}
