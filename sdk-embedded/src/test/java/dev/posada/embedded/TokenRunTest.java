// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenRunTest {
    private static final LanguageModel MODEL = DemoModel.MODEL;
    private static final String QUESTION = "<|im_start|>user\nWhere can I host an open model?<|im_end|>\n";
    private static final String ANSWER = "<|im_start|>assistant\n";

    private final SessionPool pool = new SessionPool(MODEL.shape(), 2);

    @Test
    void aPromptThatBeginsAsTheLastOneIsNotReadAgain() {
        int[] prompt = DemoModel.tokensWithMarks(QUESTION + ANSWER);
        List<Integer> first = answer(pool, prompt, 20);
        int[] longer = DemoModel.tokensWithMarks(QUESTION + QUESTION + ANSWER);

        try (TokenRun run = start(pool, longer, 20)) {
            assertThat(run.cachedTokens()).isEqualTo(DemoModel.tokensWithMarks(QUESTION).length + 1);
            assertThat(tokens(run)).isEqualTo(answer(new SessionPool(MODEL.shape(), 1), longer, 20));
        }
        try (TokenRun run = start(pool, prompt, 20)) {
            assertThat(run.cachedTokens()).isEqualTo(prompt.length - 1);
            assertThat(tokens(run)).isEqualTo(first);
        }
    }

    @Test
    void howAPromptIsCutMakesNoDifference() {
        int[] prompt = DemoModel.tokensWithMarks((QUESTION + ANSWER).repeat(6));
        List<Integer> cold = answer(new SessionPool(MODEL.shape(), 1), prompt, 12);

        for (int known : new int[] {1, 31, 32, 33, 50, prompt.length - 1}) {
            SessionPool warm = new SessionPool(MODEL.shape(), 1);
            answer(warm, java.util.Arrays.copyOf(prompt, known), 1);

            assertThat(answer(warm, prompt, 12))
                    .as("with " + known + " tokens known")
                    .isEqualTo(cold);
        }
    }

    @Test
    void theSamePromptAgainReadsOneToken() {
        int[] prompt = DemoModel.tokensWithMarks(QUESTION + ANSWER);
        List<Integer> first = answer(pool, prompt, 10);

        try (TokenRun run = start(pool, prompt, 10)) {
            assertThat(run.cachedTokens()).isEqualTo(prompt.length - 1);
            assertThat(tokens(run)).isEqualTo(first);
        }
    }

    @Test
    void conversationsDoNotDisturbOneAnother() {
        int[] one = DemoModel.tokensWithMarks(QUESTION + ANSWER);
        int[] other = DemoModel.tokensWithMarks("<|im_start|>user\nWhat is Ollama?<|im_end|>\n" + ANSWER);
        List<Integer> answerToOne = answer(new SessionPool(MODEL.shape(), 1), one, 15);
        List<Integer> answerToOther = answer(new SessionPool(MODEL.shape(), 1), other, 15);
        List<Integer> tokensOfOne = new ArrayList<>();
        List<Integer> tokensOfOther = new ArrayList<>();

        try (TokenRun first = start(pool, one, 15);
                TokenRun second = start(pool, other, 15)) {
            readPrompt(first);
            readPrompt(second);
            while (first.canGoOn() && second.canGoOn()) {
                tokensOfOne.add(first.next());
                tokensOfOther.add(second.next());
            }
        }

        assertThat(tokensOfOne).isEqualTo(answerToOne);
        assertThat(tokensOfOther).isEqualTo(answerToOther);
    }

    @Test
    void anotherConversationDoesNotTakeTheMemoryOfOneThatMayGoOn() {
        int[] one = DemoModel.tokensWithMarks(QUESTION.repeat(3) + ANSWER);
        int[] other = DemoModel.tokensWithMarks("<|im_start|>user\nCount from 3 to 12.<|im_end|>\n" + ANSWER);
        answer(pool, one, 3);
        answer(pool, other, 3);

        try (TokenRun run = start(pool, one, 3)) {
            assertThat(run.cachedTokens()).isEqualTo(one.length - 1);
        }
    }

    @Test
    void onlySoManyIdleSessionsAreKept() {
        List<TokenRun> runs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            runs.add(start(pool, DemoModel.tokensWithMarks("text " + i), 1));
        }

        runs.forEach(TokenRun::close);
        runs.forEach(TokenRun::close);

        assertThat(pool.idleCount()).isEqualTo(2);
    }

    @Test
    void aLongPromptIsReadInParts() {
        int[] prompt = DemoModel.tokensWithMarks(QUESTION.repeat(10));

        try (TokenRun run = start(pool, prompt, 1)) {
            int parts = 1;
            while (run.readPrompt()) {
                parts++;
            }
            assertThat(parts).isEqualTo((prompt.length + Workspace.BATCH - 1) / Workspace.BATCH);
        }
    }

    @Test
    void theWindowIsTheLastLimit() {
        LanguageModel small = ModelFile.read(DemoModel.source(SmallModel.usual()));
        int[] prompt = new Prompt(small.tokenizer()).text("x".repeat(60)).tokens();
        TokenChooser letters = TokenChooser.free(new Sampler(SamplingSettings.greedy()));

        try (TokenRun run =
                new TokenRun(small, new SessionPool(small.shape(), 1), prompt, Integer.MAX_VALUE, letters)) {
            assertThat(tokens(run)).hasSize(4);
            assertThat(run.canGoOn()).isFalse();
        }
    }

    private static TokenRun start(SessionPool pool, int[] prompt, int most) {
        return new TokenRun(MODEL, pool, prompt, most, TokenChooser.free(new Sampler(SamplingSettings.greedy())));
    }

    private static List<Integer> answer(SessionPool pool, int[] prompt, int most) {
        try (TokenRun run = start(pool, prompt, most)) {
            return tokens(run);
        }
    }

    private static List<Integer> tokens(TokenRun run) {
        readPrompt(run);
        List<Integer> tokens = new ArrayList<>();
        while (run.canGoOn()) {
            tokens.add(run.next());
        }
        return tokens;
    }

    private static void readPrompt(TokenRun run) {
        while (run.readPrompt()) {
            // Each call reads a part.
        }
    }
}
