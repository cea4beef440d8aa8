// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChatRequestTest {
    private static final Tool WEATHER = Tool.declared("get_weather", "Current weather", "{\"type\":\"object\"}");
    private static final Tool TIME = Tool.declared("get_time", "The time", "{\"type\":\"object\"}");

    private record Keep(int minutes) implements BackendOptions {}

    private record Grammar(String text) implements BackendOptions {}

    private static ChatRequest everything() {
        return ChatRequest.builder()
                .system("Be brief.")
                .user("Why is the sky blue?")
                .temperature(0.2)
                .topP(0.9)
                .topK(40)
                .minP(0.05)
                .presencePenalty(-1)
                .frequencyPenalty(0.5)
                .seed(7)
                .maxTokens(200)
                .stop("END", "\n\n")
                .outputFormat(OutputFormat.json())
                .timeouts(Timeouts.defaults().idle(Duration.ofSeconds(3)))
                .retries(0)
                .options(new Keep(5))
                .extra("mirostat", "2")
                .tools(WEATHER, TIME)
                .toolChoice(ToolChoice.named("get_time"))
                .thinking(Thinking.low())
                .topLogprobs(3)
                .build();
    }

    @Test
    void leavesWhatIsNotSetToTheHost() {
        ChatRequest request = ChatRequest.of("Why?");

        assertThat(request.messages()).containsExactly(Message.user("Why?"));
        assertThat(request.sampling().temperature()).isEmpty();
        assertThat(request.sampling().seed()).isEmpty();
        assertThat(request.sampling().maxTokens()).isEmpty();
        assertThat(request.sampling().stop()).isEmpty();
        assertThat(request.sampling()).hasToString("Sampling[]");
        assertThat(request.outputFormat()).isEqualTo(OutputFormat.text());
        assertThat(request.toolChoice()).isEqualTo(ToolChoice.auto());
        assertThat(request.timeouts()).isEmpty();
        assertThat(request.retries()).isEmpty();
        assertThat(request.thinking()).isEmpty();
        assertThat(request.topLogprobs()).isEmpty();
    }

    @Test
    void keepsWhatIsSet() {
        ChatRequest request = everything();
        Sampling sampling = request.sampling();

        assertThat(sampling.temperature()).hasValue(0.2);
        assertThat(sampling.topP()).hasValue(0.9);
        assertThat(sampling.topK()).hasValue(40);
        assertThat(sampling.minP()).hasValue(0.05);
        assertThat(sampling.presencePenalty()).hasValue(-1);
        assertThat(sampling.frequencyPenalty()).hasValue(0.5);
        assertThat(sampling.seed()).hasValue(7);
        assertThat(sampling.maxTokens()).hasValue(200);
        assertThat(sampling.stop()).containsExactly("END", "\n\n");
        assertThat(request.outputFormat()).isEqualTo(OutputFormat.json());
        assertThat(request.timeouts()).hasValue(Timeouts.defaults().idle(Duration.ofSeconds(3)));
        assertThat(request.retries()).hasValue(0);
        assertThat(request.options(Keep.class)).hasValue(new Keep(5));
        assertThat(request.options(Grammar.class)).isEmpty();
        assertThat(request.extra()).containsEntry("mirostat", "2");
        assertThat(request.tools()).containsExactly(WEATHER, TIME);
        assertThat(request.toolChoice().toolName()).hasValue("get_time");
        assertThat(request.thinking()).hasValue(Thinking.low());
        assertThat(request.topLogprobs()).hasValue(3);
    }

    @Test
    void isWrittenWithoutItsPrompt() {
        assertThat(everything())
                .hasToString("ChatRequest[2 messages, 2 tools, Sampling[temperature=0.2, topP=0.9, topK=40, minP=0.05,"
                        + " presencePenalty=-1.0, frequencyPenalty=0.5, seed=7, maxTokens=200, stop=[END, \n\n]]]");
    }

    @Test
    void startsAFollowUpWithAllOfItself() {
        ChatRequest first = everything();

        ChatRequest copy = first.toBuilder().build();

        assertThat(copy).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void doesNotChangeWithItsFollowUp() {
        ChatRequest first = everything();

        ChatRequest second = first.toBuilder()
                .assistant("Scattering.")
                .user("And sunsets?")
                .temperature(1)
                .options(new Keep(9))
                .options(new Grammar("root ::= x"))
                .extra("mirostat", "0")
                .toolChoice(ToolChoice.auto())
                .tools(WEATHER)
                .build();

        assertThat(first.messages()).hasSize(2);
        assertThat(first.sampling().temperature()).hasValue(0.2);
        assertThat(first.options()).containsExactly(new Keep(5));
        assertThat(first.extra()).containsEntry("mirostat", "2");
        assertThat(second.messages()).endsWith(Message.assistant("Scattering."), Message.user("And sunsets?"));
        assertThat(second.options()).containsExactly(new Keep(9), new Grammar("root ::= x"));
        assertThat(second.extra()).containsExactly(java.util.Map.entry("mirostat", "0"));
    }

    @Test
    void mayReplaceItsMessages() {
        ChatRequest request = everything().toBuilder()
                .messages(List.of(Message.user("Hello")))
                .build();

        assertThat(request.messages()).containsExactly(Message.user("Hello"));
    }

    @Nested
    class Refusals {
        static Stream<Arguments> settings() {
            return Stream.of(
                    setting("temperature is -0.1; it must be 0 or more.", builder -> builder.temperature(-0.1)),
                    setting("temperature is NaN; it must be 0 or more.", builder -> builder.temperature(Double.NaN)),
                    setting("topP is 1.1; it must lie between 0 and 1.", builder -> builder.topP(1.1)),
                    setting("minP is NaN; it must lie between 0 and 1.", builder -> builder.minP(Double.NaN)),
                    setting("topK is 0; it must be 1 or more.", builder -> builder.topK(0)),
                    setting("maxTokens is 0; it must be 1 or more.", builder -> builder.maxTokens(0)),
                    setting(
                            "presencePenalty is Infinity; it must be a number.",
                            builder -> builder.presencePenalty(Double.POSITIVE_INFINITY)),
                    setting("retries is -1; use zero for none.", builder -> builder.retries(-1)),
                    setting("topLogprobs is -1; it must be 0 or more.", builder -> builder.topLogprobs(-1)),
                    setting("An empty stop text would end every answer at once.", builder -> builder.stop("x", "")),
                    setting(
                            "The extra field x is not valid JSON: it is not JSON: Unrecognized token 'high'",
                            builder -> builder.extra("x", "high")),
                    setting("The extra field x is not valid JSON: it is empty.", builder -> builder.extra("x", " ")),
                    setting("Two tools have the same name: [get_time, get_time]", builder -> builder.tools(TIME, TIME)),
                    setting(
                            "The tool choice is REQUIRED, but no tools are given.",
                            builder -> builder.toolChoice(ToolChoice.required()).build()),
                    setting(
                            "The tool choice names get_time, which is not among the tools [get_weather].",
                            builder -> builder.tools(WEATHER)
                                    .toolChoice(ToolChoice.named("get_time"))
                                    .build()),
                    setting("\"a b\" can't be the name of a tool", builder -> ToolChoice.named("a b")),
                    setting("\"a b\" can't be the name of a schema", builder -> OutputFormat.jsonSchema("a b", "{}")),
                    setting(
                            "The schema x is not a JSON object: it is an array.",
                            builder -> OutputFormat.jsonSchema("x", "[]")));
        }

        private static Arguments setting(String complaint, Consumer<ChatRequest.Builder> setting) {
            return Arguments.of(complaint, setting);
        }

        @ParameterizedTest
        @MethodSource("settings")
        void sayWhatWouldBeRight(String complaint, Consumer<ChatRequest.Builder> setting) {
            ChatRequest.Builder builder = ChatRequest.builder().user("Why?");

            assertThatThrownBy(() -> setting.accept(builder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(complaint);
        }
    }

    @Test
    void tellsWhetherAnySettingOfTheSamplingIsThere() {
        assertThat(ChatRequest.of("Hi").sampling().isEmpty()).isTrue();
        assertThat(ChatRequest.builder().user("Hi").seed(1).build().sampling().isEmpty())
                .isFalse();
        assertThat(ChatRequest.builder()
                        .user("Hi")
                        .stop("END")
                        .build()
                        .sampling()
                        .isEmpty())
                .isFalse();
    }
}
