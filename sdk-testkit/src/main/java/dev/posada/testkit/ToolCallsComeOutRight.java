// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatEvent;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.Tool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guarantee 6. */
@Guarantee(6)
@Needs({Feature.SERVER, Feature.TOOLS})
interface ToolCallsComeOutRight extends OnStage {
    /** A tool that is called by nobody here. */
    Tool WEATHER = Tool.declared(
            "weather",
            "The weather of a city",
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}");

    @Test
    default void aWholeCallComesOut() {
        ChatResponse response = ask(Script.answer().toolCall("c1", "weather", "{\"city\":\"Lima\"}"));

        assertThat(response.toolCalls()).containsExactly(new Content.ToolCall("c1", "weather", "{\"city\":\"Lima\"}"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    default void severalCallsInOneFrameComeOutApart() {
        ChatResponse response = ask(Script.answer()
                .toolCalls(
                        new Piece.Call("c1", "weather", "{\"city\":\"Lima\"}"),
                        new Piece.Call("c2", "weather", "{\"city\":\"Cuzco\"}")));

        assertThat(arguments(response)).containsExactly("{\"city\":\"Lima\"}", "{\"city\":\"Cuzco\"}");
    }

    @Test
    default void callsInFramesOfTheirOwnComeOutApart() {
        ChatResponse response = ask(Script.answer()
                .toolCall("c1", "weather", "{\"city\":\"Lima\"}")
                .toolCall("c2", "weather", "{\"city\":\"Cuzco\"}"));

        assertThat(arguments(response)).containsExactly("{\"city\":\"Lima\"}", "{\"city\":\"Cuzco\"}");
    }

    @Test
    @Needs(Feature.UNTIDY_TOOL_CALLS)
    default void callsWithoutIdsGetIdsThatDiffer() {
        ChatResponse response = ask(Script.answer()
                .toolCalls(
                        new Piece.Call(null, "weather", "{\"city\":\"Lima\"}"),
                        new Piece.Call(null, "weather", "{\"city\":\"Cuzco\"}")));

        assertThat(response.toolCalls())
                .extracting(Content.ToolCall::id)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
    }

    @Test
    default void aCallWithoutArgumentsHasAnEmptyObject() {
        assertThat(arguments(ask(Script.answer().toolCall("c1", "now", "")))).containsExactly("{}");
    }

    @Test
    default void wordsBeforeACallStayWords() {
        ChatResponse response =
                ask(Script.answer().text("Let me see.").toolCall("c1", "weather", "{\"city\":\"Lima\"}"));

        assertThat(response.text()).isEqualTo("Let me see.");
        assertThat(response.toolCalls()).hasSize(1);
    }

    @Test
    default void eachCallIsReadyOnceAndBeforeTheEnd() {
        stage().serve(finished(Script.answer()
                .toolCall("c1", "weather", "{\"city\":\"Lima\"}")
                .toolCall("c2", "weather", "{\"city\":\"Cuzco\"}")));
        List<ChatEvent> events = new ArrayList<>();

        try (ChatStream stream = stage().model().stream(request())) {
            stream.forEach(events::add);
        }

        assertThat(events).filteredOn(ChatEvent.ToolCallReady.class::isInstance).hasSize(2);
        assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Finished.class);
    }

    @Test
    @Needs(Feature.TOOL_FRAGMENTS)
    default void fragmentsAreJoined() {
        ChatResponse response = ask(Script.answer()
                .toolFragment(0, "c1", "weather", "")
                .toolFragment(0, null, null, "{\"ci")
                .toolFragment(0, null, null, "ty\":\"Lima\"}"));

        assertThat(response.toolCalls()).containsExactly(new Content.ToolCall("c1", "weather", "{\"city\":\"Lima\"}"));
    }

    @Test
    @Needs(Feature.TOOL_FRAGMENTS)
    default void fragmentsOfSeveralCallsAreKeptApart() {
        ChatResponse response = ask(Script.answer()
                .toolFragment(0, "c1", "weather", "{\"city\":")
                .toolFragment(0, null, null, "\"Lima\"}")
                .toolFragment(1, "c2", "weather", "{\"city\":")
                .toolFragment(1, null, null, "\"Cuzco\"}"));

        assertThat(arguments(response)).containsExactly("{\"city\":\"Lima\"}", "{\"city\":\"Cuzco\"}");
    }

    @Test
    @Needs(Feature.TOOL_FRAGMENTS)
    default void aFragmentedCallWithoutArgumentsHasAnEmptyObject() {
        assertThat(arguments(ask(Script.answer().toolFragment(0, "c1", "now", null))))
                .containsExactly("{}");
    }

    @Test
    @Needs({Feature.TOOL_FRAGMENTS, Feature.UNTIDY_TOOL_CALLS})
    default void anIndexThatIsAlwaysZeroIsNoReasonToJoinCalls() {
        ChatResponse response = ask(Script.answer()
                .toolFragment(0, "c1", "weather", "{\"city\":\"Lima\"}")
                .toolFragment(0, "c2", "weather", "{\"city\":\"Cuzco\"}"));

        assertThat(arguments(response)).containsExactly("{\"city\":\"Lima\"}", "{\"city\":\"Cuzco\"}");
    }

    @Test
    @Needs({Feature.TOOL_FRAGMENTS, Feature.UNTIDY_TOOL_CALLS})
    default void aNameThatIsSentAgainIsNotDoubled() {
        ChatResponse response = ask(Script.answer()
                .toolFragment(0, "c1", "weather", "{\"city\":")
                .toolFragment(0, "c1", "weather", "\"Lima\"}"));

        assertThat(response.toolCalls()).containsExactly(new Content.ToolCall("c1", "weather", "{\"city\":\"Lima\"}"));
    }

    @Test
    @Needs(Feature.TOOL_ARGUMENTS_AS_TEXT)
    default void argumentsThatAreNoJsonAreReportedWithTheRawText() {
        ChatResponse response = ask(Script.answer().toolCall("c1", "weather", "{\"city\":Lima"));

        assertThat(arguments(response)).containsExactly("{\"city\":Lima");
        assertThat(response.toolCalls().get(0).argumentsProblem()).isPresent();
        assertThat(response.warnings()).extracting(ChatWarning::code).contains(ChatWarning.INVALID_TOOL_ARGUMENTS);
    }

    private ChatResponse ask(Script script) {
        stage().serve(finished(script));
        return stage().model().chat(request());
    }

    private static Script finished(Script script) {
        return script.finish(FinishReason.TOOL_CALLS);
    }

    private ChatRequest request() {
        Tool now = Tool.declared("now", "The time", "{\"type\":\"object\",\"properties\":{}}");
        return stage().request().tools(WEATHER, now).build();
    }

    private static List<String> arguments(ChatResponse response) {
        return response.toolCalls().stream().map(Content.ToolCall::arguments).toList();
    }
}
