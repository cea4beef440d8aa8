// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.CallPolicy;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.FinishReason;
import dev.posada.Tool;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LmStudioSinkTest {
    private static final ChatRequest WITH_TOOL = ChatRequest.builder()
            .user("Weather?")
            .tools(Tool.of("get_weather", "The weather", LmStudioToolsTest.City.class, city -> "18 C"))
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"Let me see. [TOOL_REQUEST]{}", "<tool_call>{\"name\":\"get_weather\"}"})
    void seesAToolCallInTextWhereverItIsCut(String text) {
        for (int cut = 0; cut <= text.length(); cut++) {
            ChatResponse response = answer(text.substring(0, cut), text.substring(cut));

            assertThat(response.text()).isEqualTo(text);
            assertThat(response.warnings())
                    .as("cut at %d", cut)
                    .extracting(ChatWarning::code)
                    .containsExactly(LmStudio.TOOL_CALL_IN_TEXT);
        }
    }

    @Test
    void seesAToolCallInTextThatComesLetterByLetter() {
        String text = "See: [TOOL_REQUEST]";

        assertThat(answer(text.split("")).warnings()).hasSize(1);
    }

    @Test
    void takesOtherBracketsForWords() {
        assertThat(answer("[TOOL", " REQUEST] <tool>", "_call>").warnings()).isEmpty();
    }

    private static ChatResponse answer(String... pieces) {
        LmStudioSource source =
                new LmStudioSource(new Pieces(List.of(pieces)), LmStudioSink.Watch.of(WITH_TOOL), List.of());
        try (ChatStream stream = ChatStream.of(CallPolicy.of("lmstudio://recording"), call -> source)) {
            return stream.response();
        }
    }

    private record Pieces(List<String> texts) implements EventSource {
        @Override
        public boolean advance(EventSink sink) {
            texts.forEach(sink::text);
            sink.finish(FinishReason.STOP, "stop");
            return true;
        }

        @Override
        public void close() {}
    }
}
