// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.TokenLogprob;
import dev.posada.Usage;
import dev.posada.openai.Dialect.Terminator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiStreamDecoderTest {
    private static List<ChatEvent> events(String name) {
        List<ChatEvent> events = new ArrayList<>();
        Recording.of(name).stream().forEach(events::add);
        return events;
    }

    private static ChatResponse response(String name) {
        return Recording.of(name).response();
    }

    @Test
    void givesWordsAsTheyComeAndTheWholeAtTheEnd() {
        List<ChatEvent> events = events("chat-answers-in-words.sse");

        assertThat(events.subList(0, 4))
                .containsExactly(
                        new ChatEvent.Started("chatcmpl-A1b2C3", "house-model"),
                        new ChatEvent.TextDelta("The "),
                        new ChatEvent.TextDelta("Ucayali"),
                        new ChatEvent.TextDelta(" flows there: é, 日本, 🦙."));
        assertThat(events).hasSize(5);
        ChatResponse response = ((ChatEvent.Finished) events.get(4)).response();
        assertThat(response.text()).isEqualTo("The Ucayali flows there: é, 日本, 🦙.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.rawFinishReason()).contains("stop");
        assertThat(response.usage()).isEqualTo(new Usage(27, 21, 26, null, null));
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void doesNotBeginAnewWhereEachChunkNamesTheRole() {
        List<ChatEvent> events = events("chat-repeats-the-role.sse");

        assertThat(events.subList(0, 3))
                .containsExactly(
                        new ChatEvent.Started("chatcmpl-p3v9x0c7d1", "qwen/qwen3-4b-2507"),
                        new ChatEvent.TextDelta("Li"),
                        new ChatEvent.TextDelta("ma"));
        assertThat(events).hasSize(4);
    }

    @Test
    void survivesChunksWithNullsAndWithoutChoices() {
        ChatResponse response = response("chat-sends-odd-chunks.sse");

        assertThat(response.text()).isEqualTo("Hi");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage()).isEqualTo(Usage.of(3, 0));
    }

    @Test
    void keepsFieldsThatItDoesNotKnow() {
        ChatResponse response = response("chat-sends-unknown-fields.sse");

        assertThat(response.extra())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "energy_joules", "1.5",
                        "service_tier", "\"default\"",
                        "system_fingerprint", "\"fp_7d1\"",
                        "message.annotations", "[{\"type\":\"url_citation\"}]",
                        "choice.stop_reason", "\"END\"",
                        "citations", "[\"https://example.org\"]"));
    }

    @Test
    void takesTheFirstAnswerAndSaysSoWhereTheServerSendsSeveral() {
        ChatResponse response = response("chat-sends-more-than-one-answer.sse");

        assertThat(response.text()).isEqualTo("One");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly("other-choices");
    }

    @Test
    void readsContentThatComesAsParts() {
        ChatResponse response = response("chat-sends-content-as-parts.sse");

        assertThat(response.message().content())
                .containsExactly(new Content.Thinking("A river.", null), new Content.Text("Ucayali"));
    }

    @Test
    void readsLogprobsWithAlternatives() {
        ChatResponse response = response("chat-tells-logprobs.sse");

        assertThat(response.logprobs())
                .containsExactly(new TokenLogprob(
                        "Yes",
                        -0.25,
                        List.of(new TokenLogprob("Yes", -0.25, List.of()), new TokenLogprob("No", -1.5, List.of()))));
    }

    @Test
    void takesTheLogarithmWhereTheServerGivesPlainProbabilities() {
        ChatResponse response = response("chat-tells-probabilities.sse");

        assertThat(response.logprobs())
                .containsExactly(new TokenLogprob("Yes", 0, List.of(new TokenLogprob("Yes", 0, List.of()))));
    }

    @Test
    void doesNotMindAnErrorFieldWithNothingInIt() {
        assertThat(response("chat-sends-an-empty-error.sse").text()).isEqualTo("Hi");
    }

    @Nested
    class Thinking {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        chat-thinks-then-answers.sse             | A river in Peru…   | Ucayali.
                        chat-thinks-as-reasoning.sse             | Capital of Peru.   | Lima
                        chat-thinks-and-answers-in-one-chunk.sse | Nine is more.      | 9.9 is larger.
                        chat-thinks-under-both-names.sse         | Nine               | 9.9
                        chat-thinks-on-ollama.sse                | Short              | Amazon
                        """)
        void isFoundUnderEachOfItsNames(String recording, String thinking, String text) {
            ChatResponse response = response(recording);

            assertThat(response.message().content())
                    .containsExactly(new Content.Thinking(thinking, null), new Content.Text(text));
        }

        @Test
        void isTakenOutOfTheTextWhereItStandsBetweenTags() {
            ChatResponse response = response("chat-thinks-between-tags.sse");

            assertThat(response.message().content())
                    .containsExactly(
                            new Content.Thinking("A river in Peru,\n\nperhaps <b>two</b>.", null),
                            new Content.Text("Ucayali"));
        }

        @Test
        void staysInTheTextIfTheDialectKnowsNoTags() {
            ChatResponse response = Recording.of("chat-thinks-between-tags.sse")
                    .dialect(dialect -> dialect.thinkingTags(ThinkingTags.none()))
                    .response();

            assertThat(response.text()).startsWith("<think>\nA river").endsWith("</think>\n\nUcayali");
        }

        @Test
        void endsAtTheClosingTagWhereTheTemplateHasWrittenTheOpeningOne() {
            ChatResponse response = Recording.of("chat-begins-inside-of-thinking.sse")
                    .dialect(dialect -> dialect.thinkingTags(ThinkingTags.alreadyOpen("<think>", "</think>")))
                    .response();

            assertThat(response.message().content())
                    .containsExactly(new Content.Thinking("A river in Peru.", null), new Content.Text("Ucayali"));
        }

        @Test
        void isNotSeenInAnAnswerThatTalksAboutTags() {
            ChatResponse response = response("chat-talks-about-tags.sse");

            assertThat(response.text()).isEqualTo("Use <think>x</think>.");
        }

        @ParameterizedTest
        @CsvSource({"chat-thinks-then-answers.sse", "chat-thinks-between-tags.sse"})
        void isReportedIfItWasForbidden(String recording) {
            ChatResponse response = Recording.of(recording).thinkingIsOff().response();

            assertThat(response.warnings())
                    .singleElement()
                    .matches(warning -> warning.code().equals(ChatWarning.APPROXIMATED))
                    .matches(warning -> warning.message().contains("asked not to think"));
        }

        @Test
        void isNotReportedIfTheModelKeptToIt() {
            ChatResponse response =
                    Recording.of("chat-answers-in-words.sse").thinkingIsOff().response();

            assertThat(response.warnings()).isEmpty();
        }
    }

    @Nested
    class Counting {
        @Test
        void isReadFromTheChunkThatAlsoEndsTheAnswer() {
            ChatResponse response = response("chat-counts-in-the-last-chunk.sse");

            assertThat(response.usage()).isEqualTo(Usage.of(21, 3));
        }

        @Test
        void tellsWhatCameFromCachesAndWhatWasThought() {
            ChatResponse response = response("chat-counts-caches-and-thoughts.sse");

            assertThat(response.usage()).isEqualTo(new Usage(2006, 300, 1920, null, 256));
        }

        @Test
        void isReadWhereTheDetailsStandBesideTheRest() {
            ChatResponse response = response("chat-counts-thoughts-beside-the-rest.sse");

            assertThat(response.usage()).isEqualTo(new Usage(10, 10, 4, null, 7));
        }

        @Test
        void isUnknownWhereTheServerDoesNotCount() {
            ChatResponse response = response("chat-refuses.sse");

            assertThat(response.usage()).isEqualTo(Usage.unknown());
        }
    }

    @Nested
    class Ending {
        @ParameterizedTest
        @CsvSource({
            "chat-answers-in-words.sse, STOP, stop",
            "chat-stops-at-token-limit.sse, LENGTH, length",
            "chat-calls-tool-in-fragments.sse, TOOL_CALLS, tool_calls",
            "chat-calls-a-function-of-old.sse, TOOL_CALLS, function_call",
            "chat-counts-in-the-last-chunk.sse, STOP, eos_token",
            "chat-is-filtered.sse, CONTENT_FILTER, content_filter",
            "chat-ends-for-an-unknown-reason.sse, OTHER, tired"
        })
        void keepsTheServersWordBesideItsMeaning(String recording, FinishReason reason, String word) {
            ChatResponse response = response(recording);

            assertThat(response.finishReason()).isEqualTo(reason);
            assertThat(response.rawFinishReason()).contains(word);
        }

        @Test
        void showsARefusalAsTextAndSaysThatItIsOne() {
            ChatResponse response = response("chat-refuses.sse");

            assertThat(response.text()).isEqualTo("I can't help with that.");
            assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
            assertThat(response.rawFinishReason()).contains("stop");
            assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly("refused");
        }

        @Test
        void needsNoDoneWhereTheDialectSaysSo() {
            ChatResponse response = Recording.of("chat-ends-without-done.sse")
                    .dialect(dialect -> dialect.terminator(Terminator.FINISH_REASON))
                    .response();

            assertThat(response.text()).isEqualTo("Complete.");
        }

        @Test
        void takesDoneAllTheSameWhereTheDialectDoesNotExpectIt() {
            ChatResponse response = Recording.of("chat-answers-in-words.sse")
                    .dialect(dialect -> dialect.terminator(Terminator.FINISH_REASON))
                    .response();

            assertThat(response.usage().inputTokens()).isEqualTo(27);
        }
    }
}
