// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ChatRequest;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import dev.posada.openai.Dialect.ToolChoiceForm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class OpenAiToolChoiceTest {
    record Port(String port) {}

    private static final Tool TIDE = Tool.of("get_tide", "Tide times of a port", Port.class, Port::port);
    private static final Tool WIND = Tool.of("get_wind", "Wind at a port", Port.class, Port::port);
    private static final String TIDE_JSON = written(TIDE);
    private static final String BOTH = "\"tools\":[" + TIDE_JSON + "," + written(WIND) + "]";

    static final List<ToolChoice> PROMISES = List.of(ToolChoice.required(), ToolChoice.named("get_tide"));

    private static String written(Tool tool) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"" + tool.name() + "\",\"description\":\""
                + tool.description() + "\",\"parameters\":" + tool.schema() + "}}";
    }

    private static String settings(ToolChoice choice, ToolChoiceForm form) {
        ChatRequest.Builder request = ChatRequest.builder().tools(TIDE, WIND).toolChoice(choice);
        return Written.settings(request, dialect -> dialect.toolChoice(form));
    }

    @Test
    void leavesTheChoiceToTheModelWithoutAWord() {
        for (ToolChoiceForm form : ToolChoiceForm.values()) {
            assertThat(settings(ToolChoice.auto(), form)).as("%s", form).isEqualTo(BOTH);
        }
    }

    @Test
    void forbidsToolsOrSendsNoneWhereThatIsNotPossible() {
        assertThat(settings(ToolChoice.none(), ToolChoiceForm.NAMED)).isEqualTo(BOTH + ",\"tool_choice\":\"none\"");
        assertThat(settings(ToolChoice.none(), ToolChoiceForm.AUTO)).isEmpty();
    }

    @Test
    void requiresSomeTool() {
        Stream.of(ToolChoiceForm.NAMED, ToolChoiceForm.ONLY_TOOL)
                .forEach(form -> assertThat(settings(ToolChoice.required(), form))
                        .isEqualTo(BOTH + ",\"tool_choice\":\"required\""));
    }

    @Test
    void requiresOneToolByItsName() {
        assertThat(settings(ToolChoice.named("get_tide"), ToolChoiceForm.NAMED))
                .isEqualTo(BOTH + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_tide\"}}");
    }

    @Test
    void sendsTheOneToolAloneWhereNamesAreNotUnderstood() {
        assertThat(settings(ToolChoice.named("get_tide"), ToolChoiceForm.ONLY_TOOL))
                .isEqualTo("\"tools\":[" + TIDE_JSON + "],\"tool_choice\":\"required\"");
    }

    @ParameterizedTest
    @FieldSource("PROMISES")
    void refusesToPromiseWhatTheServerDoesNotKnow(ToolChoice choice) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> settings(choice, ToolChoiceForm.AUTO))
                .withMessageContaining("no tool choice");
    }

    @Test
    void saysWhetherSeveralToolsMayBeCalledAtOnce() {
        ChatRequest.Builder request = ChatRequest.builder()
                .tools(TIDE, WIND)
                .options(OpenAiOptions.builder().parallelToolCalls(false).build());

        assertThat(Written.settings(request)).isEqualTo(BOTH + ",\"parallel_tool_calls\":false");
    }
}
