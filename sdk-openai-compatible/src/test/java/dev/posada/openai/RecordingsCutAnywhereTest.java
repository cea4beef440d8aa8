// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.PosadaException;
import dev.posada.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a network cuts the bytes of an answer must make no difference to what comes out. */
class RecordingsCutAnywhereTest {
    static List<String> recordings() throws IOException {
        return Recording.ofChats();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void comeOutTheSame(String name) {
        Recording recording = Recording.of(name);
        Outcome whole = Outcome.of(recording.stream());

        for (int position = 1; position < recording.length(); position++) {
            assertThat(Outcome.of(recording.cutAt(position)))
                    .as("%s cut at %d", name, position)
                    .isEqualTo(whole);
        }
        assertThat(Outcome.of(recording.byteByByte())).isEqualTo(whole);
    }

    /** All that a caller gets, save for ids that are made up. */
    private record Outcome(
            String text,
            String thinking,
            List<String> calls,
            @Nullable FinishReason reason,
            Usage usage,
            Map<String, String> extra,
            String failure) {
        static Outcome of(ChatStream stream) {
            try {
                ChatResponse response = stream.response();
                return new Outcome(
                        response.text(),
                        response.thinking(),
                        response.toolCalls().stream().map(Outcome::words).toList(),
                        response.finishReason(),
                        response.usage(),
                        response.extra(),
                        "");
            } catch (PosadaException e) {
                return new Outcome(
                        e.partialText(),
                        "",
                        List.of(),
                        null,
                        Usage.unknown(),
                        Map.of(),
                        e.getClass() + ": " + e.getMessage());
            }
        }

        private static String words(Content.ToolCall call) {
            return call.name() + call.arguments();
        }
    }
}
