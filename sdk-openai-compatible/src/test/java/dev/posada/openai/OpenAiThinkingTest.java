// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.InvalidRequestException;
import dev.posada.Thinking;
import dev.posada.Thinking.Mode;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenAiThinkingTest {
    private static final ThinkingControl LEVELS =
            ThinkingControl.none().effort(Mode.OFF, Mode.LOW, Mode.MEDIUM, Mode.HIGH);
    private static final ThinkingControl FEW_LEVELS = ThinkingControl.none().effort(Mode.ON, Mode.HIGH);
    private static final ThinkingControl SWITCH = ThinkingControl.none().templateSwitch("enable_thinking");
    private static final ThinkingControl BOTH = SWITCH.effort(Mode.LOW, Mode.MEDIUM, Mode.HIGH);
    private static final ThinkingControl ALL = BOTH.budget("thinking_budget").whenOff("thinking_budget", "0");

    static final List<Thinking> SETTINGS =
            List.of(Thinking.off(), Thinking.on(), Thinking.low(), Thinking.high(), Thinking.budget(100));

    private static final String TRUE = "\"chat_template_kwargs\":{\"enable_thinking\":true}";
    private static final String FALSE = "\"chat_template_kwargs\":{\"enable_thinking\":false}";

    static Stream<Arguments> exact() {
        return Stream.of(
                arguments(LEVELS, Thinking.off(), effort("none")),
                arguments(LEVELS, Thinking.low(), effort("low")),
                arguments(LEVELS, Thinking.medium(), effort("medium")),
                arguments(LEVELS, Thinking.high(), effort("high")),
                arguments(FEW_LEVELS, Thinking.on(), effort("on")),
                arguments(SWITCH, Thinking.off(), FALSE),
                arguments(SWITCH, Thinking.on(), TRUE),
                arguments(BOTH, Thinking.off(), FALSE),
                arguments(BOTH, Thinking.on(), TRUE),
                arguments(BOTH, Thinking.high(), effort("high") + "," + TRUE),
                arguments(ALL, Thinking.budget(512), "\"thinking_budget\":512," + TRUE),
                arguments(ALL, Thinking.off(), "\"thinking_budget\":0," + FALSE));
    }

    static Stream<Arguments> near() {
        return Stream.of(
                arguments(LEVELS, Thinking.on(), effort("medium"), "ON"),
                arguments(LEVELS, Thinking.budget(1024), effort("low"), "BUDGET(1024)"),
                arguments(LEVELS, Thinking.budget(1025), effort("medium"), "BUDGET(1025)"),
                arguments(LEVELS, Thinking.budget(8193), effort("high"), "BUDGET(8193)"),
                arguments(FEW_LEVELS, Thinking.off(), effort("high"), "OFF"),
                arguments(FEW_LEVELS, Thinking.low(), effort("high"), "LOW"),
                arguments(SWITCH, Thinking.medium(), TRUE, "MEDIUM"),
                arguments(SWITCH, Thinking.budget(512), TRUE, "BUDGET(512)"),
                arguments(BOTH, Thinking.budget(512), effort("low") + "," + TRUE, "BUDGET(512)"));
    }

    private static String effort(String level) {
        return "\"reasoning_effort\":\"" + level + "\"";
    }

    private static String settings(ThinkingControl control, ChatRequest.Builder request) {
        return Written.settings(request, dialect -> dialect.thinkingControl(control));
    }

    private static List<ChatWarning> warnings(ThinkingControl control, Thinking setting) {
        ChatRequest request = ChatRequest.builder().user("Hi").thinking(setting).build();
        return Written.mapper(dialect -> dialect.thinkingControl(control))
                .chat(request, true)
                .warnings();
    }

    @ParameterizedTest
    @MethodSource("exact")
    void isSentByTheMeansThatSayItExactly(ThinkingControl control, Thinking setting, String expected) {
        assertThat(settings(control, ChatRequest.builder().thinking(setting))).isEqualTo(expected);
        assertThat(warnings(control, setting)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("near")
    void isSentAsTheNearestSettingWithAWarning(
            ThinkingControl control, Thinking setting, String expected, String asked) {
        assertThat(settings(control, ChatRequest.builder().thinking(setting))).isEqualTo(expected);
        assertThat(warnings(control, setting))
                .singleElement()
                .matches(warning -> warning.code().equals(ChatWarning.APPROXIMATED))
                .matches(warning -> warning.message().contains(asked));
    }

    @ParameterizedTest
    @FieldSource("SETTINGS")
    void isRefusedWhereThereAreNoMeans(Thinking setting) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> warnings(ThinkingControl.none(), setting))
                .withMessageContaining("can't be told how much to think");
    }

    @Test
    void joinsTheCallersOwnTemplateArguments() {
        ChatRequest.Builder request = ChatRequest.builder()
                .thinking(Thinking.off())
                .options(OpenAiOptions.builder()
                        .templateArgument("style", "\"dry\"")
                        .build());

        assertThat(settings(SWITCH, request))
                .isEqualTo("\"chat_template_kwargs\":{\"style\":\"dry\",\"enable_thinking\":false}");
    }

    @Test
    void givesWayToTheCallersOwnSwitch() {
        ChatRequest.Builder request = ChatRequest.builder()
                .thinking(Thinking.off())
                .options(OpenAiOptions.builder()
                        .templateArgument("enable_thinking", "true")
                        .build());

        assertThat(settings(SWITCH, request)).isEqualTo(TRUE);
    }

    @Test
    void givesWayToTheCallersOwnEffort() {
        ChatRequest.Builder request = ChatRequest.builder()
                .thinking(Thinking.low())
                .options(OpenAiOptions.builder().reasoningEffort("xhigh").build());

        assertThat(settings(LEVELS, request)).isEqualTo(effort("xhigh"));
    }

    @Test
    void refusesTemplateArgumentsThatAreNoObject() {
        ChatRequest.Builder request =
                ChatRequest.builder().thinking(Thinking.off()).extra("chat_template_kwargs", "[1]");

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> settings(SWITCH, request))
                .withMessageContaining("must be a JSON object");
    }

    @Test
    void knowsNoLevelThatIsABudget() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThinkingControl.none().effort(Mode.BUDGET))
                .withMessageContaining("budget(…)");
    }
}
