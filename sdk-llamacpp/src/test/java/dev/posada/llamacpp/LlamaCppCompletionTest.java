// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.BackendOptions;
import dev.posada.ChatResponse;
import dev.posada.ChatWarning;
import dev.posada.CompletionModel;
import dev.posada.CompletionRequest;
import dev.posada.FinishReason;
import dev.posada.HostUnavailableException;
import dev.posada.OutputFormat;
import dev.posada.StreamInterruptedException;
import dev.posada.TokenLogprob;
import dev.posada.UnsupportedFeatureException;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LlamaCppCompletionTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private CompletionModel model;

    @BeforeEach
    void prepare() {
        model = server.host().completionModel("");
    }

    private static CompletionRequest with(LlamaCppOptions.Builder options) {
        return CompletionRequest.builder("The sky is").options(options.build()).build();
    }

    @Test
    void goesOnWithAText() {
        server.shows("completion-goes-on");

        ChatResponse response = model.complete(CompletionRequest.builder("The sky is")
                .maxTokens(8)
                .temperature(0.5)
                .options(LlamaCppOptions.builder()
                        .cachePrompt(true)
                        .returnTokens(true)
                        .build())
                .build());

        assertThat(response.text()).isEqualTo(" blue and wide");
        assertThat(response.model()).isEqualTo("qwen3-8b-q4");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.rawFinishReason()).hasValue("eos");
        assertThat(response.usage().inputTokens()).isEqualTo(6);
        assertThat(response.usage().outputTokens()).isEqualTo(3);
        assertThat(response.usage().cacheReadTokens()).hasValue(4);
        assertThat(response.timings().generation()).hasValue(Duration.ofNanos(60_500_000));
        assertThat(response.extra())
                .containsEntry("tokens", "[6437,323,7029]")
                .containsEntry("id_slot", "2")
                .containsEntry("truncated", "false")
                .containsKey("generation_settings")
                .doesNotContainKey("prompt");
    }

    @Test
    void tellsALimitFromAnEnd() {
        server.shows("completion-stops-at-the-limit");

        assertThat(model.complete("The sky is").finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void tellsTheWordThatStoppedIt() {
        server.shows("completion-stops-at-a-word");

        ChatResponse response = model.complete("The sky is");

        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.extra()).containsEntry("stopping_word", "\"END\"");
    }

    @Test
    void takesAnAnswerWithoutItsLastFrameForBroken() {
        server.shows("completion-breaks-off");

        StreamInterruptedException failure =
                catchThrowableOfType(StreamInterruptedException.class, () -> model.complete("The sky is"));

        assertThat(failure.partialText()).isEqualTo(" blue and");
    }

    @Test
    void takesAnErrorInMidStreamForAnError() {
        server.shows("completion-fails-in-mid-stream");

        HostUnavailableException failure =
                catchThrowableOfType(HostUnavailableException.class, () -> model.complete("The sky is"));

        assertThat(failure.partialText()).isEqualTo(" blue");
    }

    @Test
    void takesAnErrorInTheBodyOfASuccessForAnError() {
        server.shows("completion-fails-as-a-success");

        assertThatThrownBy(() -> model.complete("The sky is")).isInstanceOf(HostUnavailableException.class);
    }

    @Test
    void readsAnAnswerThatSomebodyHasGatheredIntoOneDocument() {
        server.shows("completion-comes-as-one-document");

        assertThat(model.complete("The sky is").text()).isEqualTo(" blue and wide");
    }

    @Test
    void tellsHowLikelyTokensWere() {
        server.shows("completion-tells-probabilities");

        ChatResponse response = model.complete(with(LlamaCppOptions.builder().logprobs(2)));

        assertThat(response.logprobs()).singleElement().satisfies(token -> {
            assertThat(token.logprob()).isEqualTo(-0.25);
            assertThat(token.alternatives()).extracting(TokenLogprob::token).containsExactly("Yes", "No");
        });
    }

    @Test
    void turnsProbabilitiesIntoLogarithms() {
        server.shows("completion-tells-probabilities-after-sampling");

        ChatResponse response =
                model.complete(with(LlamaCppOptions.builder().logprobs(1).probabilitiesAfterSampling(true)));

        assertThat(response.logprobs()).singleElement().satisfies(token -> {
            assertThat(token.logprob()).isCloseTo(Math.log(0.5), Offset.offset(1e-9));
            assertThat(token.alternatives()).hasSize(1);
        });
    }

    @Test
    void bindsTheTextToASchema() {
        server.shows("completion-follows-a-schema");

        ChatResponse response = model.complete(CompletionRequest.builder("JSON: ")
                .outputFormat(OutputFormat.json())
                .build());

        assertThat(response.text()).isEqualTo("{}");
    }

    @Test
    void fillsAGap() {
        server.shows("infill-fills-the-gap");

        ChatResponse response = model.complete(CompletionRequest.builder("int add(int a, int b) {\n")
                .suffix("\n}\n")
                .maxTokens(32)
                .options(LlamaCppOptions.builder()
                        .contextFile("math.h", "int add(int a, int b);")
                        .gapStart("    ")
                        .build())
                .build());

        assertThat(response.text()).isEqualTo("return a + b;");
    }

    @Test
    void saysThatAModelCantFillGaps() {
        server.shows("infill-not-trained");

        assertThatThrownBy(() -> model.complete(
                        CompletionRequest.builder("a").suffix("b").build()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("prefix token is missing");
    }

    @Test
    void refusesOptionsThatMeanNothingHere() {
        assertThatThrownBy(() -> model.stream(with(LlamaCppOptions.builder().contextFile("a", "b"))))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("input_extra");
        assertThatThrownBy(() -> model.stream(with(LlamaCppOptions.builder().templateArgument("a", true))))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("chat_template_kwargs");
    }

    @Test
    void refusesAFieldThatWouldBreakTheCall() {
        assertThatThrownBy(() -> model.stream(
                        CompletionRequest.builder("a").extra("stream", "false").build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.stream(
                        CompletionRequest.builder("a").extra("n_discard", "-1").build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysThatOptionsForOthersAreNotRead() {
        server.shows("completion-stops-at-the-limit");
        BackendOptions others = new BackendOptions() {};

        ChatResponse response = model.complete(
                CompletionRequest.builder("The sky is").options(others).build());

        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.FOREIGN_OPTIONS);
    }
}
