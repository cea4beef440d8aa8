// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.CompletionRequest;
import dev.posada.Message;
import dev.posada.Usage;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaPromptCheckTest {
    /** 22 letters or blanks a time, and five tokens in any vocabulary of today. */
    private static final String ENGLISH = "The river rises slowly";

    private final FakeServer server = new FakeServer();

    @Nested
    class Warns {
        @Test
        void ofAPromptThatFillsTheWindowItAskedFor() {
            assertCut(judge(ENGLISH.repeat(1200), 4096, 4096));
        }

        @Test
        void ofAPromptThatFillsTheWindowInMemory() {
            server.window = OptionalInt.of(4096);

            assertCut(judge(ENGLISH.repeat(1200), 0, 4090));
        }

        @Test
        void ofAConversationWhoseOldTurnsWereDropped() {
            server.window = OptionalInt.of(4096);

            assertCut(judge(ENGLISH.repeat(1200), 0, 40));
        }

        @Test
        void byTheWindowInMemoryIfTheServerLoweredTheOneItWasAskedFor() {
            server.window = OptionalInt.of(2048);

            assertCut(judge(ENGLISH.repeat(1200), 32_768, 2048));
        }

        @Test
        void ofDenseScripts() {
            server.window = OptionalInt.of(2048);

            assertCut(judge("昔昔亜細亜東方海岸小村住老漁夫".repeat(300), 0, 2048));
        }

        @Test
        void ifTheWindowIsUnknownButFarTooFewTokensWereRead() {
            assertCut(judge(ENGLISH.repeat(1200), 0, 2048));
        }

        @Test
        void ofARawPrompt() {
            CompletionRequest request = CompletionRequest.of(ENGLISH.repeat(1200));
            OllamaOptions options = OllamaOptions.builder().numCtx(2048).build();

            ChatWarning warning = OllamaPromptCheck.of(request, options, server).judge(Usage.of(2048, 5), false);

            assertCut(warning);
        }
    }

    @Nested
    class StaysSilent {
        @ParameterizedTest
        @CsvSource({"1, 20", "10, 75", "60, 310", "186, 940", "900, 4500", "5000, 25000"})
        void onPromptsThatWereReadWhole(int times, int tokens) {
            server.window = OptionalInt.of(32_768);

            assertThat(judge(ENGLISH.repeat(times), 32_768, tokens)).isNull();
        }

        @Test
        void onShortPromptsWithoutAskingTheServer() {
            assertThat(judge("Hi", 0, 1)).isNull();
            assertThat(judge(ENGLISH.repeat(40), 0, 2)).isNull();
            assertThat(server.questions).isZero();
        }

        @Test
        void onUsualPromptsWithoutAskingTheServer() {
            assertThat(judge(ENGLISH.repeat(1200), 0, 6000)).isNull();
            assertThat(server.questions).isZero();
        }

        @Test
        void onPromptsThatComeFromTheCacheOfAnOldServer() {
            server.leavesOutCachedTokens = true;

            assertThat(judge(ENGLISH.repeat(1200), 0, 12)).isNull();
        }

        @Test
        void onCachedPromptsThatFitIntoTheWindowOfAnOldServer() {
            server.window = OptionalInt.of(16_384);
            server.leavesOutCachedTokens = true;

            assertThat(judge(ENGLISH.repeat(1200), 0, 12)).isNull();
        }

        @Test
        void onPromptsThatFitIntoTheWindowHoweverTheyAreCounted() {
            server.window = OptionalInt.of(131_072);

            assertThat(judge(ENGLISH.repeat(1200), 0, 12)).isNull();
        }

        @Test
        void ifTheServerCountsNothing() {
            assertThat(judge(ENGLISH.repeat(1200), 4096, 0)).isNull();
        }

        @Test
        void onLongRunsOfOneCharacterAndOfBlanks() {
            assertThat(judge("=".repeat(40_000) + " \n".repeat(40_000), 4096, 2000))
                    .isNull();
        }

        @Test
        void onThoughtsThatTheTemplateLeavesOut() {
            ChatRequest request = ChatRequest.builder()
                    .user("Hi")
                    .add(Message.assistant("<think>" + ENGLISH.repeat(1200) + "</think>Hello."))
                    .user("Bye")
                    .build();

            assertThat(OllamaPromptCheck.of(request, options(4096), server).judge(Usage.of(30, 5), false))
                    .isNull();
        }
    }

    @Nested
    class AnAnswerThatIsCutOff {
        @Test
        void isBlamedOnTheWindowIfThatIsFull() {
            server.window = OptionalInt.of(2048);

            ChatWarning warning = check("Hi", OllamaOptions.none()).judge(Usage.of(2000, 48), true);

            assertThat(warning.code()).isEqualTo(ChatWarning.PROMPT_TRUNCATED);
            assertThat(warning.message())
                    .contains("window is full")
                    .contains("2000")
                    .contains("48");
        }

        @Test
        void isNotIfItsOwnLimitWasReached() {
            OllamaOptions options =
                    OllamaOptions.builder().numPredict(48).numCtx(2048).build();

            assertThat(check("Hi", options).judge(Usage.of(2000, 48), true)).isNull();
            assertThat(server.questions).isZero();
        }

        @Test
        void isNotIfThereIsRoomLeft() {
            assertThat(check("Hi", options(4096)).judge(Usage.of(2000, 48), true))
                    .isNull();
        }
    }

    private @Nullable ChatWarning judge(String prompt, int askedWindow, int tokensRead) {
        return check(prompt, askedWindow == 0 ? OllamaOptions.none() : options(askedWindow))
                .judge(Usage.of(tokensRead, 5), false);
    }

    private OllamaPromptCheck check(String prompt, OllamaOptions options) {
        return OllamaPromptCheck.of(ChatRequest.of(prompt), options, server);
    }

    private static OllamaOptions options(int window) {
        return OllamaOptions.builder().numCtx(window).build();
    }

    private static void assertCut(@Nullable ChatWarning warning) {
        assertThat(warning).isNotNull();
        assertThat(warning.code()).isEqualTo(ChatWarning.PROMPT_TRUNCATED);
        assertThat(warning.message()).contains("probably cut").contains("numCtx");
    }

    private static final class FakeServer implements OllamaPromptCheck.Server {
        private OptionalInt window = OptionalInt.empty();
        private boolean leavesOutCachedTokens;
        private int questions;

        @Override
        public OptionalInt contextWindow() {
            questions++;
            return window;
        }

        @Override
        public boolean leavesOutCachedTokens() {
            questions++;
            return leavesOutCachedTokens;
        }
    }
}
