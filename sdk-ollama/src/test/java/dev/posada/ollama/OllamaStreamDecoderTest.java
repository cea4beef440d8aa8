// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.FinishReason;
import dev.posada.HostUnavailableException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.StreamInterruptedException;
import dev.posada.TokenLogprob;
import dev.posada.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaStreamDecoderTest {
    @Test
    void givesWordsAsTheyComeAndTheWholeAtTheEnd() {
        List<ChatEvent> events = new ArrayList<>();

        Recording.stream("chat-answers-in-words.ndjson").forEach(events::add);

        assertThat(events.subList(0, 4))
                .containsExactly(
                        new ChatEvent.Started(null, "answers-in-words"),
                        new ChatEvent.TextDelta("The"),
                        new ChatEvent.TextDelta(" Ucayali"),
                        new ChatEvent.TextDelta(" flows there."));
        assertThat(events.get(4)).isInstanceOfSatisfying(ChatEvent.Finished.class, finished -> {
            ChatResponse response = finished.response();
            assertThat(response.text()).isEqualTo("The Ucayali flows there.");
            assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(response.rawFinishReason()).contains("stop");
            assertThat(response.usage()).isEqualTo(Usage.of(31, 7));
            assertThat(response.timings().total()).contains(Duration.ofNanos(1_284_402_911));
            assertThat(response.timings().load()).contains(Duration.ofNanos(912_331_070));
            assertThat(response.timings().prompt()).contains(Duration.ofNanos(88_120_000));
            assertThat(response.timings().generation()).contains(Duration.ofNanos(151_004_000));
            assertThat(response.extra()).isEmpty();
        });
        assertThat(events).hasSize(5);
    }

    @Test
    void keepsThinkingApartFromWordsAlsoOnOneLine() {
        List<ChatEvent> events = new ArrayList<>();

        Recording.stream("chat-thinks-then-answers.ndjson").forEach(events::add);

        assertThat(events.subList(1, 6))
                .containsExactly(
                        new ChatEvent.ThinkingDelta("A river"),
                        new ChatEvent.ThinkingDelta(" in Peru…"),
                        new ChatEvent.ThinkingDelta(" Ucayali!"),
                        new ChatEvent.TextDelta("Uca"),
                        new ChatEvent.TextDelta("yali"));
        ChatResponse response = ((ChatEvent.Finished) events.get(6)).response();
        assertThat(response.thinking()).isEqualTo("A river in Peru… Ucayali!");
        assertThat(response.text()).isEqualTo("Ucayali");
    }

    @Test
    void tellsThatTheTokenLimitCutTheAnswerOff() {
        ChatResponse response = response("chat-stops-at-token-limit.ndjson");

        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void readsAnAnswerThatComesAsASingleLine() {
        ChatResponse response = response("chat-answers-in-one-line.json");

        assertThat(response.thinking()).isEqualTo("Quick.");
        assertThat(response.text()).isEqualTo("All at once.");
        assertThat(response.usage()).isEqualTo(Usage.of(0, 4));
    }

    @Test
    void takesZerosThatTheServerLeavesOutForUnknown() {
        ChatResponse response = response("chat-counts-nothing.ndjson");

        assertThat(response.usage()).isEqualTo(Usage.unknown());
        assertThat(response.timings().total()).isEmpty();
        assertThat(response.timings().load()).isEmpty();
    }

    @Test
    void keepsAnUnknownReasonAsItIs() {
        ChatResponse response = response("chat-ends-for-an-unknown-reason.ndjson");

        assertThat(response.finishReason()).isEqualTo(FinishReason.OTHER);
        assertThat(response.rawFinishReason()).contains("tired");
    }

    @Test
    void inventsNoReasonWhereTheServerGivesNone() {
        ChatResponse response = response("chat-ends-for-no-reason.ndjson");

        assertThat(response.finishReason()).isEqualTo(FinishReason.OTHER);
        assertThat(response.rawFinishReason()).isEmpty();
    }

    @Test
    void keepsFieldsThatItDoesNotKnow() {
        ChatResponse response = response("chat-sends-unknown-fields.ndjson");

        assertThat(response.extra())
                .containsOnly(
                        java.util.Map.entry("message.mood", "{\"of\":\"day\"}"),
                        java.util.Map.entry("energy_joules", "1.5"));
    }

    @Test
    void tellsWhereAModelOfTheCloudRuns() {
        ChatResponse response = response("chat-runs-in-the-cloud.ndjson");

        assertThat(response.extra())
                .containsEntry("remote_model", "\"gpt-oss:120b\"")
                .containsEntry("remote_host", "\"https://ollama.com:443\"");
    }

    @Test
    void readsLogprobsWithAlternatives() {
        ChatResponse response = response("chat-tells-logprobs.ndjson");

        assertThat(response.logprobs())
                .containsExactly(
                        new TokenLogprob(
                                "Yes",
                                -0.25,
                                List.of(
                                        new TokenLogprob("Yes", -0.25, List.of()),
                                        new TokenLogprob("No", -1.5, List.of()))),
                        new TokenLogprob(" é", -1e-5, List.of()));
    }

    @Test
    void doesNotMindBlankLinesAndAnEmptyErrorField() {
        assertThat(response("chat-ends-with-blank-lines.ndjson").text()).isEqualTo("Hi");
        assertThat(response("chat-sends-empty-error.ndjson").text()).isEqualTo("Hi");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64})
    void readsTheSameHoweverTheBytesAreCut(int atOnce) {
        byte[] bytes = Recording.bytes("chat-sends-escapes-and-many-bytes.ndjson");

        ChatResponse response = Recording.stream(bytes, atOnce).response();

        assertThat(response.text()).isEqualTo("Zürich \"😀\" \\ 東京\n\u0001\u2028é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat-answers-in-words.ndjson",
                "chat-sends-escapes-and-many-bytes.ndjson",
                "chat-calls-tools-on-earlier-lines.ndjson",
                "chat-answers-in-one-line.json",
                "generate-uses-the-template.ndjson",
            })
    void takesAnAnswerThatEndsAnywhereBeforeItsLastBraceForBrokenOff(String name) {
        byte[] whole = Recording.bytes(name);
        ChatResponse answer = Recording.stream(name).response();

        for (int length = 0; length < whole.length - 1; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(StreamInterruptedException.class)
                    .as("the first %d bytes", length)
                    .isThrownBy(() -> Recording.stream(part, Integer.MAX_VALUE).response())
                    .satisfies(e -> assertThat(answer.text()).startsWith(e.partialText()));
        }

        byte[] withoutLineEnd = Arrays.copyOf(whole, whole.length - 1);
        assertThat(Recording.stream(withoutLineEnd, Integer.MAX_VALUE)
                        .response()
                        .text())
                .isEqualTo(answer.text());
    }

    @Test
    void takesAnAnswerWithoutTheLastLineForBrokenOff() {
        StreamInterruptedException failure =
                catchThrowableOfType(StreamInterruptedException.class, () -> response("chat-ends-without-done.ndjson"));

        assertThat(failure.partialText()).isEqualTo("The same same");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":{\"content\":\"Hi\"},\"done\":maybe}\n",
                "{\"message\":{\"content\":\"Hi\"}\n",
                "{\"message\":{\"content\":[\"Hi\"]}}\n",
                "{\"message\":\"Hi\"}\n",
                "{\"message\":{\"content\":\"Hi\"}} trailing\n",
                "[{\"message\":{\"content\":\"Hi\"}}]\n",
                "{\n  \"message\": {\"content\": \"Hi\"},\n  \"done\": true\n}\n",
                "Hi\n",
            })
    void saysThatAWholeLineMakesNoSense(String line) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Recording.stream(line.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE)
                        .response())
                .satisfies(e -> assertThat(e.partialText()).isEmpty());
    }

    @Nested
    class Errors {
        @Test
        void endTheAnswerWithWhatCameBeforeThem() {
            PosadaException failure = failure("chat-reports-error-in-mid-stream.ndjson");

            assertThat(failure).isInstanceOf(HostUnavailableException.class).hasMessageContaining("unexpected EOF");
            assertThat(failure.partialText()).isEqualTo("The Uca");
        }

        @Test
        void areReadAsObjects() {
            PosadaException failure = failure("chat-reports-error-object-in-mid-stream.ndjson");

            assertThat(failure).hasMessageContaining("the runner is gone");
        }

        @Test
        void areReadUnderTheKeyOfAnOldServer() {
            PosadaException failure = failure("chat-reports-tool-parse-error-under-old-key.ndjson");

            assertThat(failure).hasMessageContaining("error parsing tool call: raw='{'");
            assertThat(failure.partialText()).isEqualTo("Hm");
        }

        @Test
        void silenceWhatElseIsOnTheirLine() {
            PosadaException failure = failure("chat-reports-error-beside-words.ndjson");

            assertThat(failure).hasMessageContaining("out of memory");
            assertThat(failure.partialText()).isEqualTo("The");
        }

        private PosadaException failure(String name) {
            return catchThrowableOfType(PosadaException.class, () -> response(name));
        }
    }

    @Nested
    class Completions {
        @Test
        void haveTheirWordsInAFieldOfTheLine() {
            assertThat(response("generate-continues-raw.ndjson").text()).isEqualTo("4, of course");
        }

        @Test
        void keepTheContextThatOldProgramsSendBack() {
            assertThat(response("generate-uses-the-template.ndjson").extra())
                    .containsEntry("context", "[128006,882,128007]");
        }
    }

    private static ChatResponse response(String name) {
        try (ChatStream stream = Recording.stream(name)) {
            return stream.response();
        }
    }
}
