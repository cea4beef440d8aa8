// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.posada.Content;
import dev.posada.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssistantPartsTest {
    private static final Message.Assistant SIGNED = new Message.Assistant(List.of(
            new Content.Thinking("First I look.", "signature-1"),
            new Content.RedactedThinking("encrypted"),
            new Content.Text("Looking."),
            new Content.Thinking("Now I call.", "signature-2"),
            new Content.ToolCall("call-1", "weather", "{\"city\":\"Cusco\"}")));

    @Test
    void signedThoughtsSurviveAChatMemoryThatWritesJson() {
        String stored = ChatMessageSerializer.messageToJson(AssistantParts.toLangChain4j(SIGNED));

        AiMessage restored = (AiMessage) ChatMessageDeserializer.messageFromJson(stored);

        assertThat(AssistantParts.toPosada(restored)).isEqualTo(SIGNED);
    }

    @Test
    void plainMessagesNeedNoAttribute() {
        Message.Assistant plain = new Message.Assistant(List.of(
                new Content.Thinking("Hm.", null),
                new Content.Text("Yes."),
                new Content.ToolCall("call-1", "weather", "{}")));

        AiMessage message = AssistantParts.toLangChain4j(plain);

        assertThat(message.attributes()).isEmpty();
        assertThat(AssistantParts.toPosada(message)).isEqualTo(plain);
    }

    @Test
    void wordsThatWereChangedSinceAreSentAsTheyAreNow() {
        AiMessage censored = AssistantParts.toLangChain4j(SIGNED).withText("[removed]");

        Message.Assistant sent = AssistantParts.toPosada(censored);

        assertThat(sent.text()).isEqualTo("[removed]");
        assertThat(sent.content())
                .contains(new Content.Thinking("First I look.", "signature-1"))
                .contains(new Content.ToolCall("call-1", "weather", "{\"city\":\"Cusco\"}"));
    }
}
