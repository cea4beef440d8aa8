// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.Message;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LmStudioToolsTest {
    private static final String PATH = "/v1/chat/completions";

    record City(String city) {}

    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @ParameterizedTest
    @ValueSource(strings = {"calls-tool-in-three-fragments", "calls-tool-with-empty-names-later"})
    void putsACallTogetherThatComesInFragments(String model) {
        ChatResponse response = ask(model, "get_weather");

        assertThat(response.toolCalls())
                .containsExactly(new Content.ToolCall("365174485", "get_weather", "{\"city\":\"Lima\"}"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void keepsTwoCallsApart() {
        ChatResponse response = ask("calls-two-tools", "get_weather");

        assertThat(response.toolCalls())
                .extracting(Content.ToolCall::arguments)
                .containsExactly("{\"city\":\"Lima\"}", "{\"city\":\"Cusco\"}");
    }

    @Test
    void givesACallAnIdThatHasNone() {
        Content.ToolCall call =
                ask("calls-tool-with-empty-id", "get_weather").toolCalls().get(0);

        lmStudio.chat(
                "answers-in-words",
                request("get_weather").toBuilder()
                        .add(new Message.Assistant(List.of(call)))
                        .add(Message.toolResult(call, "18 C"))
                        .build());

        assertThat(call.id()).isNotEmpty();
        assertThat(lmStudio.requests(PATH).get(1).getBodyAsString())
                .contains("\"tool_call_id\":\"" + call.id() + "\"")
                .contains("\"content\":\"18 C\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"getWeatherNow", "GetWeatherNow", "get-weather-now", "get_weather_now"})
    void givesAToolItsNameBackThatTheServerHasChanged(String name) {
        ChatResponse response = ask("calls-tool-in-snake-case", name);

        assertThat(response.toolCalls()).extracting(Content.ToolCall::name).containsExactly(name);
    }

    @Test
    void leavesANameThatIsOfNoTool() {
        ChatResponse response = ask("calls-tool-in-snake-case", "get_time");

        assertThat(response.toolCalls()).extracting(Content.ToolCall::name).containsExactly("get_weather_now");
    }

    @Test
    void leavesANameThatCouldBeOfTwoTools() {
        ChatRequest request = ChatRequest.builder()
                .user("Weather in Lima?")
                .tools(tool("getWeatherNow"), tool("get-weather-now"))
                .build();

        ChatResponse response = lmStudio.chat("calls-tool-in-snake-case", request);

        assertThat(response.toolCalls()).extracting(Content.ToolCall::name).containsExactly("get_weather_now");
    }

    @Test
    void warnsOfACallThatTheServerTookForText() {
        ChatResponse response = ask("writes-tool-call-as-text", "get_weather");

        assertThat(response.toolCalls()).isEmpty();
        assertThat(response.text()).contains("[TOOL_REQUEST]");
        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(LmStudio.TOOL_CALL_IN_TEXT);
    }

    @Test
    void doesNotWarnOfSuchTextWhereThereAreNoTools() {
        assertThat(lmStudio.chat("writes-tool-call-as-text").warnings()).isEmpty();
    }

    @Test
    void saysThatNoToolMayBeCalledOrThatOneMust() {
        lmStudio.chat(
                "answers-in-words",
                request("get_weather").toBuilder().toolChoice(ToolChoice.none()).build());
        lmStudio.chat(
                "answers-in-words",
                request("get_weather").toBuilder()
                        .toolChoice(ToolChoice.required())
                        .build());

        assertThat(lmStudio.requests(PATH).get(0).getBodyAsString()).contains("\"tool_choice\":\"none\"");
        assertThat(lmStudio.requests(PATH).get(1).getBodyAsString()).contains("\"tool_choice\":\"required\"");
    }

    @Test
    void asksForOneToolByLeavingOutTheOthers() {
        ChatRequest request = ChatRequest.builder()
                .user("Weather in Lima?")
                .tools(tool("get_weather"), tool("get_time"))
                .toolChoice(ToolChoice.named("get_time"))
                .build();

        lmStudio.chat("answers-in-words", request);

        assertThat(lmStudio.body(PATH))
                .contains("\"tool_choice\":\"required\"", "get_time")
                .doesNotContain("get_weather");
    }

    private ChatResponse ask(String model, String tool) {
        return lmStudio.chat(model, request(tool));
    }

    private static ChatRequest request(String tool) {
        return ChatRequest.builder().user("Weather in Lima?").tools(tool(tool)).build();
    }

    private static Tool tool(String name) {
        return Tool.of(name, "The weather in a city", City.class, City::city);
    }
}
