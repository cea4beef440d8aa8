// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.ChatWarning;
import dev.posada.Content.ToolCall;
import dev.posada.FinishReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams of tool calls as servers really send them, the wrong ones included. */
class OpenAiToolCallTest {
    private static final String BREST = "{\"port\":\"Brest\"}";
    private static final String LORIENT = "{\"port\":\"Lorient\"}";

    private static List<ToolCall> calls(String recording) {
        ChatResponse response = Recording.of(recording).response();
        assertThat(response.warnings()).isEmpty();
        assertThat(response.text()).isEmpty();
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        return response.toolCalls();
    }

    @Test
    void putsFragmentsTogether() {
        List<ChatEvent> events = new ArrayList<>();

        Recording.of("chat-calls-tool-in-fragments.sse").stream().forEach(events::add);

        assertThat(events.subList(1, 6))
                .containsExactly(
                        new ChatEvent.ToolCallStarted(0, "k9Xb", "get_tide"),
                        new ChatEvent.ToolArgumentsDelta(0, "{"),
                        new ChatEvent.ToolArgumentsDelta(0, "\"port\":"),
                        new ChatEvent.ToolArgumentsDelta(0, "\"Brest\"}"),
                        new ChatEvent.ToolCallReady(0, new ToolCall("k9Xb", "get_tide", BREST)));
    }

    @Test
    void tellsCallsApartWhoseIndexIsAlwaysZero() {
        assertThat(calls("chat-calls-tools-at-index-zero.sse"))
                .containsExactly(
                        new ToolCall("call_1", "get_tide", BREST), new ToolCall("call_2", "get_tide", LORIENT));
    }

    @Test
    void readsSeveralCallsInOneChunk() {
        assertThat(calls("chat-calls-tools-in-one-chunk.sse"))
                .containsExactly(
                        new ToolCall("call_1", "get_tide", BREST), new ToolCall("call_2", "get_wind", LORIENT));
    }

    @Test
    void makesIdsWhereTheServerSendsNone() {
        List<ToolCall> calls = calls("chat-calls-tools-without-ids.sse");

        assertThat(calls).extracting(ToolCall::name).containsExactly("get_tide", "get_wind");
        assertThat(calls).extracting(ToolCall::arguments).containsExactly(BREST, LORIENT);
        assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates().allMatch(id -> !id.isBlank());
    }

    @Test
    void doesNotDoubleANameThatIsSentAgain() {
        assertThat(calls("chat-calls-tool-with-name-sent-again.sse"))
                .containsExactly(new ToolCall("call_1", "get_tide", BREST));
    }

    @Test
    void takesMissingArgumentsForAnEmptyObject() {
        assertThat(calls("chat-calls-tools-without-arguments.sse"))
                .containsExactly(new ToolCall("a1", "get_time", "{}"), new ToolCall("b2", "get_date", "{}"));
    }

    @Test
    void sortsFragmentsThatComeByTurns() {
        assertThat(calls("chat-calls-tools-by-turns.sse"))
                .containsExactly(
                        new ToolCall("call_1", "get_tide", BREST), new ToolCall("call_2", "get_wind", LORIENT));
    }

    @Test
    void readsArgumentsThatAreAnObjectAndNotAText() {
        assertThat(calls("chat-calls-tool-with-arguments-as-object.sse"))
                .containsExactly(new ToolCall("0", "get_tide", BREST));
    }

    @Test
    void readsTheOneFunctionThatCameBeforeThereWereTools() {
        List<ToolCall> calls = calls("chat-calls-a-function-of-old.sse");

        assertThat(calls).extracting(ToolCall::name).containsExactly("get_tide");
        assertThat(calls).extracting(ToolCall::arguments).containsExactly(BREST);
    }

    @Test
    void takesAnEmptyListForNoCall() {
        ChatResponse response =
                Recording.of("chat-calls-no-tool-with-an-empty-list.sse").response();

        assertThat(response.toolCalls()).isEmpty();
        assertThat(response.text()).isEqualTo("Hi");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void reportsArgumentsThatWereCutOff() {
        ChatResponse response =
                Recording.of("chat-calls-tool-with-broken-arguments.sse").response();

        assertThat(response.toolCalls()).containsExactly(new ToolCall("k9Xb", "get_tide", "{\"port\":\"Bre"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.warnings())
                .extracting(ChatWarning::code)
                .containsExactly(ChatWarning.INVALID_TOOL_ARGUMENTS);
    }
}
