// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.posada.embedded.Conversation.Call;
import dev.posada.embedded.Conversation.Role;
import dev.posada.embedded.Conversation.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** One of the prompts that llama.cpp answered with the demo model, greedily. */
record Golden(
        String name,
        Conversation conversation,
        String prompt,
        List<Integer> promptTokens,
        List<Integer> outputTokens,
        String text) {

    static List<Golden> all() {
        try (InputStream stream = Golden.class.getResourceAsStream("/golden.jsonl")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> of(JsonTree.parse(line).orElseThrow()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden of(JsonNode json) {
        boolean thinking = json.get("thinking").booleanValue();
        return new Golden(
                json.get("name").asText() + (thinking ? ", thinking" : ""),
                new Conversation(turns(json.get("messages")), tools(json.get("tools")), thinking),
                json.get("prompt").asText(),
                integers(json.get("promptTokens")),
                integers(json.get("outputTokens")),
                json.get("text").asText());
    }

    private static List<Turn> turns(JsonNode messages) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode message : messages) {
            Role role = Role.valueOf(message.get("role").asText().toUpperCase(Locale.ROOT));
            List<Call> calls = StreamSupport.stream(message.path("tool_calls").spliterator(), false)
                    .map(call -> call.get("function"))
                    .map(call -> new Call(
                            call.get("name").asText(), call.get("arguments").asText()))
                    .toList();
            turns.add(new Turn(role, message.get("content").asText(), "", calls));
        }
        return turns;
    }

    private static List<ToolShape> tools(JsonNode tools) {
        return StreamSupport.stream(tools.spliterator(), false)
                .map(tool -> tool.get("function"))
                .map(tool -> new ToolShape(
                        tool.get("name").asText(),
                        tool.get("description").asText(),
                        tool.get("parameters").toString()))
                .toList();
    }

    private static List<Integer> integers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::intValue)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
