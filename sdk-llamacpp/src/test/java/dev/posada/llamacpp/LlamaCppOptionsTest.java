// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatRequest;
import dev.posada.OutputFormat;
import dev.posada.Thinking;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import dev.posada.llamacpp.LlamaCppOptions.Use;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaCppOptionsTest {
    record Nothing() {}

    private static final Tool TOOL = Tool.of("now", "The time", Nothing.class, nothing -> "noon");
    private static final LlamaCppOptions GRAMMAR =
            LlamaCppOptions.builder().grammar("root ::= \"a\"").build();

    private static Map<String, String> fields(UnaryOperator<ChatRequest.Builder> request) {
        return OptionRules.fields(
                request.apply(ChatRequest.builder().user("Hello")).build(), Use.CHAT, LlamaCppOptions.none());
    }

    @Test
    void areFieldsByTheirNamesOnTheWire() {
        LlamaCppOptions options = LlamaCppOptions.builder()
                .slot(3)
                .reasoningEffort("high")
                .continueFinalMessage()
                .field("novelty", "[1]")
                .build();

        assertThat(options.fields())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "id_slot", "3",
                        "reasoning_effort", "\"high\"",
                        "continue_final_message", "true",
                        "add_generation_prompt", "false",
                        "novelty", "[1]"));
    }

    @Test
    void growListsAlsoWhenBuiltOn() {
        LlamaCppOptions first =
                LlamaCppOptions.builder().bias(1, 0.5).lora(0, 1).build();

        LlamaCppOptions second = first.toBuilder().ban("no").lora(1, 0.5).build();

        assertThat(second.fields())
                .containsEntry("logit_bias", "[[1,0.5], [\"no\",false]]")
                .containsEntry("lora", "[{\"id\":0,\"scale\":1.0}, {\"id\":1,\"scale\":0.5}]");
        assertThat(first.fields()).containsEntry("logit_bias", "[[1,0.5]]");
    }

    @Test
    void goBeforeThoseOfTheHostAndKeepTheRest() {
        LlamaCppOptions host = LlamaCppOptions.builder()
                .slot(1)
                .minIndent(2)
                .templateArgument("a", true)
                .bias(1, 1)
                .build();

        LlamaCppOptions both = LlamaCppOptions.builder()
                .slot(2)
                .templateArgument("b", "x")
                .ban(7)
                .build()
                .orElse(host);

        assertThat(both.fields())
                .containsEntry("id_slot", "2")
                .containsEntry("n_indent", "2")
                .containsEntry("logit_bias", "[[7,false]]");
        assertThat(both.templateArguments()).containsOnlyKeys("a", "b");
    }

    @Test
    void areEqualIfTheySayTheSame() {
        LlamaCppOptions one =
                LlamaCppOptions.builder().slot(1).contextFile("a", "b").build();

        assertThat(one.toBuilder().build()).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(one.toBuilder().slot(2).build()).isNotEqualTo(one);
        assertThat(one).hasToString("LlamaCppOptions[fields=[id_slot, input_extra], templateArguments=[]]");
    }

    static Stream<Consumer<LlamaCppOptions.Builder>> mistakes() {
        return Stream.of(
                options -> options.discard(-1),
                options -> options.keep(-2),
                options -> options.field("n_discard", " -1"),
                options -> options.field("novelty", "not JSON"),
                options -> options.field("novelty", "1 2"),
                options -> options.mirostat(3),
                options -> options.typicalP(1.5),
                options -> options.repeatPenalty(Double.NaN),
                options -> options.reasoningBudget(-2),
                options -> options.maxWritingTime(Duration.ofSeconds(-1)),
                options -> options.templateArgument("enable_thinking", "true"),
                options -> options.templateArgumentJson("enable_thinking", "\"true\""),
                options -> options.templateArgumentJson("a", "{"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refuseWhatCantBeMeant(Consumer<LlamaCppOptions.Builder> mistake) {
        LlamaCppOptions.Builder builder = LlamaCppOptions.builder();

        assertThatThrownBy(() -> mistake.accept(builder)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "stream_options", "messages", "model", "n", "n_cmpl", "chat_template_kwargs"})
    void refuseFieldsThatWouldBreakTheCall(String name) {
        LlamaCppOptions.Builder builder = LlamaCppOptions.builder();

        assertThatThrownBy(() -> builder.field(name, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
        assertThatThrownBy(() -> fields(request -> request.extra(name, "1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void switchThinkingOffUnderAGrammarUnlessToldOtherwise() {
        assertThat(fields(request -> request.options(GRAMMAR)))
                .containsEntry("chat_template_kwargs", "{\"enable_thinking\":false}");
        assertThat(fields(request -> request.options(GRAMMAR.toBuilder()
                        .templateArgument("enable_thinking", true)
                        .build())))
                .containsEntry("chat_template_kwargs", "{\"enable_thinking\":true}");
    }

    static Stream<UnaryOperator<ChatRequest.Builder>> contradictions() {
        return Stream.of(
                request -> request.options(GRAMMAR).tools(TOOL),
                request -> request.options(GRAMMAR).outputFormat(OutputFormat.json()),
                request -> request.options(GRAMMAR).thinking(Thinking.on()),
                request -> request.tools(TOOL).outputFormat(OutputFormat.json()),
                request -> request.tools(TOOL).topLogprobs(1),
                request ->
                        request.options(LlamaCppOptions.builder().gapStart("x").build()),
                request -> request.options(
                        LlamaCppOptions.builder().responseFields("content").build()),
                request -> request.options(
                        LlamaCppOptions.builder().embeddingNorm(2).build()));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void refuseWhatTheServerWouldIgnoreOrMixUp(UnaryOperator<ChatRequest.Builder> request) {
        assertThatThrownBy(() -> fields(request)).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void allowToolsThatMustNotBeCalledBesideAForm() {
        assertThat(fields(request -> request.options(GRAMMAR).tools(TOOL).toolChoice(ToolChoice.none())))
                .containsKey("grammar");
        assertThat(fields(request -> request.options(GRAMMAR).thinking(Thinking.off())))
                .containsKey("grammar");
    }

    @Test
    void ofTheHostAreSentOnlyWhereTheyMeanSomething() {
        LlamaCppOptions host = LlamaCppOptions.builder()
                .slot(1)
                .gapStart("x")
                .embeddingNorm(-1)
                .reasoningBudget(5)
                .build();

        assertThat(host.fieldsFor(Use.CHAT)).containsOnlyKeys("id_slot", "reasoning_budget_tokens");
        assertThat(host.fieldsFor(Use.COMPLETION)).containsOnlyKeys("id_slot");
        assertThat(host.fieldsFor(Use.INFILL)).containsOnlyKeys("id_slot", "prompt");
        assertThat(host.fieldsFor(Use.EMBEDDING)).containsOnlyKeys("embd_normalize");
    }
}
