// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.memory.chat.TokenWindowChatMemory;
import dev.langchain4j.model.TokenCountEstimator;
import dev.posada.ChatRequest;
import dev.posada.embedded.Embedded;
import dev.posada.testkit.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over the demo model, which counts. */
class PosadaTokenCountEstimatorTest {
    private static final List<ChatMessage> MESSAGES = List.of(
            SystemMessage.from("Be kind."), UserMessage.from("What is Ollama?"), AiMessage.from("A free program."));

    @Test
    void countsAsTheHostDoes() {
        try (Embedded host = Embedded.demo()) {
            TokenCountEstimator estimator = PosadaTokenCountEstimator.of(host.chatModel());
            int expected = host.chatModel()
                    .countTokens(ChatRequest.builder()
                            .system("Be kind.")
                            .user("What is Ollama?")
                            .assistant("A free program.")
                            .build());

            assertThat(estimator.estimateTokenCountInMessages(MESSAGES)).isEqualTo(expected);
            assertThat(estimator.estimateTokenCountInMessage(UserMessage.from("What is Ollama?")))
                    .isEqualTo(estimator.estimateTokenCountInText("What is Ollama?"))
                    .isPositive()
                    .isLessThan(expected);
        }
    }

    @Test
    void nothingHasNoTokens() {
        TokenCountEstimator estimator =
                PosadaTokenCountEstimator.of(FakeHost.create().chatModel("any"));

        assertThat(estimator.estimateTokenCountInText("")).isZero();
        assertThat(estimator.estimateTokenCountInMessages(List.of())).isZero();
    }

    @Test
    void letsAMemoryForgetTheOldestFirst() {
        try (Embedded host = Embedded.demo()) {
            TokenCountEstimator estimator = PosadaTokenCountEstimator.of(host.chatModel());
            TokenWindowChatMemory memory =
                    TokenWindowChatMemory.withMaxTokens(estimator.estimateTokenCountInMessages(MESSAGES), estimator);

            MESSAGES.forEach(memory::add);
            memory.add(UserMessage.from("And Bedrock?"));

            assertThat(memory.messages()).doesNotContain(MESSAGES.get(1)).endsWith(UserMessage.from("And Bedrock?"));
        }
    }

    @Test
    void failsInTheWordsOfLangChain4jWhereTheHostCannotCount() {
        TokenCountEstimator estimator =
                PosadaTokenCountEstimator.of(FakeHost.create().chatModel("any"));

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> estimator.estimateTokenCountInText("Hi"))
                .withMessageContaining("can't count tokens");
    }
}
