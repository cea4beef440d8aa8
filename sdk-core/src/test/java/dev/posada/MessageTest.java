// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
    private static final Content.ToolCall CALL = new Content.ToolCall("1", "get_weather", "{\"city\":\"Cusco\"}");

    @Test
    void joinsItsWordsAndLeavesTheRestOut() {
        Message.Assistant message = new Message.Assistant(List.of(
                new Content.Thinking("hm", "signature"),
                new Content.Text("Rain"),
                CALL,
                new Content.Thinking(" so", null),
                new Content.Text(" today.")));

        assertThat(message.text()).isEqualTo("Rain today.");
        assertThat(message.thinking()).isEqualTo("hm so");
        assertThat(message.toolCalls()).containsExactly(CALL);
    }

    @Test
    void hasEmptyWordsIfItHasNone() {
        Message.Assistant message = new Message.Assistant(List.of(CALL));

        assertThat(message.text()).isEmpty();
        assertThat(message.thinking()).isEmpty();
        assertThat(Message.assistant("Rain").toolCalls()).isEmpty();
    }

    @Test
    void doesNotChangeWithTheListItWasMadeOf() {
        List<Content> parts = new ArrayList<>(List.of(Content.text("Rain")));
        Message message = new Message.User(parts);

        parts.clear();

        assertThat(message.text()).isEqualTo("Rain");
        assertThatThrownBy(() -> message.content().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void mayHaveSeveralParts() {
        Content image = Content.image(Media.of(new byte[] {1}, "image/png"));

        Message.User message = Message.user(Content.text("What is this?"), image);

        assertThat(message.content()).containsExactly(Content.text("What is this?"), image);
    }

    @Test
    void answersACall() {
        assertThat(Message.toolResult(CALL, "rain"))
                .isEqualTo(new Message.ToolResult("1", "get_weather", List.of(Content.text("rain")), false));
        assertThat(Message.toolFailure(CALL, "no network"))
                .isEqualTo(new Message.ToolResult("1", "get_weather", List.of(Content.text("no network")), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``          | it is empty
            []          | it is an array
            "x"         | it is a string
            7           | it is a number
            true        | it is a boolean
            null        | it is null
            {"a":       | it is not JSON: Unexpected end-of-input
            {} x        | it is not JSON: Unrecognized token 'x'
            """)
    void tellsWhatIsWrongWithTheArgumentsOfACall(String arguments, String problem) {
        Content.ToolCall call = new Content.ToolCall("1", "get_weather", arguments);

        assertThat(call.argumentsProblem())
                .hasValueSatisfying(told -> assertThat(told).startsWith(problem));
    }

    @Test
    void tellsThatArgumentsAreAsTheyShouldBe() {
        assertThat(CALL.argumentsProblem()).isEmpty();
        assertThat(new Content.ToolCall("1", "x", " {} ").argumentsProblem()).isEmpty();
    }

    @Test
    void needsWords() {
        assertThatThrownBy(() -> Message.user((String) null)).isInstanceOf(NullPointerException.class);
    }
}
