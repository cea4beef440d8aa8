// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OllamaToolCallTest {
    @Test
    void areReadOnTheLastLine() {
        ChatResponse response = response("chat-calls-tool-on-last-line.ndjson");

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.rawFinishReason()).contains("stop");
        assertThat(response.toolCalls())
                .containsExactly(new Content.ToolCall("call_k3v9x0aa", "get_weather", "{\"city\":\"Cusco\"}"));
    }

    @Test
    void areReadOnEveryLineBefore() {
        ChatResponse response = response("chat-calls-tools-on-earlier-lines.ndjson");

        assertThat(response.text()).isEqualTo("Let me look.");
        assertThat(response.toolCalls())
                .containsExactly(
                        new Content.ToolCall("call_1", "get_weather", "{\"city\":\"Cusco\"}"),
                        new Content.ToolCall("call_2", "get_weather", "{\"city\":\"Lima\",\"days\":[1,2]}"),
                        new Content.ToolCall("call_3", "get_time", "{}"));
    }

    @Test
    void comeAsEventsInTheOrderOfTheLines() {
        List<ChatEvent> events = new ArrayList<>();

        Recording.stream("chat-calls-tool-on-last-line.ndjson").forEach(events::add);

        assertThat(events.subList(1, 4))
                .containsExactly(
                        new ChatEvent.ToolCallStarted(0, "call_k3v9x0aa", "get_weather"),
                        new ChatEvent.ToolArgumentsDelta(0, "{\"city\":\"Cusco\"}"),
                        new ChatEvent.ToolCallReady(
                                0, new Content.ToolCall("call_k3v9x0aa", "get_weather", "{\"city\":\"Cusco\"}")));
    }

    @Test
    void getIdsOfTheirOwnWhereTheServerSendsNone() {
        List<Content.ToolCall> calls =
                response("chat-calls-tools-without-ids.ndjson").toolCalls();

        assertThat(calls)
                .extracting(Content.ToolCall::arguments)
                .containsExactly("{\"city\":\"Cusco\"}", "{\"city\":\"Lima\"}");
        assertThat(calls)
                .extracting(Content.ToolCall::id)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void getIdsOfTheirOwnWhereTheServerSendsOneForAll() {
        List<Content.ToolCall> calls =
                response("chat-calls-tools-with-one-id.ndjson").toolCalls();

        assertThat(calls)
                .extracting(Content.ToolCall::arguments)
                .containsExactly("{\"city\":\"Cusco\"}", "{\"city\":\"Lima\"}");
        assertThat(calls).extracting(Content.ToolCall::id).startsWith("call_0").doesNotHaveDuplicates();
    }

    @Test
    void mayHaveTheirArgumentsInAString() {
        Content.ToolCall call = response("chat-calls-tool-with-arguments-as-string.ndjson")
                .toolCalls()
                .get(0);

        assertThat(call.arguments()).isEqualTo("{\"city\":\"Cusco\"}");
        assertThat(call.argumentsProblem()).isEmpty();
    }

    @Test
    void mayHaveNoArguments() {
        List<Content.ToolCall> calls =
                response("chat-calls-tools-without-arguments.ndjson").toolCalls();

        assertThat(calls).extracting(Content.ToolCall::arguments).containsExactly("{}", "{}");
    }

    @Test
    void mayLackTheFunctionObject() {
        Content.ToolCall call = response("chat-calls-tool-without-function-object.ndjson")
                .toolCalls()
                .get(0);

        assertThat(call).isEqualTo(new Content.ToolCall("7", "get_weather", "{\"city\":\"Cusco\"}"));
    }

    @Test
    void areReportedWithTheRawTextIfTheirArgumentsAreBroken() {
        ChatResponse response = response("chat-calls-tool-with-broken-arguments.ndjson");

        assertThat(response.toolCalls().get(0).arguments()).isEqualTo("{\"city\":");
        assertThat(response.warnings())
                .extracting(ChatWarning::code)
                .containsExactly(ChatWarning.INVALID_TOOL_ARGUMENTS);
    }

    @Test
    void areTheReasonWhereTheServerGivesNone() {
        ChatResponse response = response("chat-calls-tool-and-gives-no-reason.ndjson");

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void makeNoSenseWithoutAName() {
        assertThatThrownBy(() -> response("chat-calls-nameless-tool.ndjson"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("names no tool");
    }

    private static ChatResponse response(String name) {
        try (ChatStream stream = Recording.stream(name)) {
            return stream.response();
        }
    }
}
