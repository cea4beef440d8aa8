// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.CompletionRequest;
import dev.posada.Content;
import dev.posada.ContextLengthExceededException;
import dev.posada.FinishReason;
import dev.posada.ModelInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a llama-server of November 2026 really sent, with the model Posada Tiny. */
class RecordedAnswersTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private ChatResponse chat() {
        return server.host().chatModel().chat(ChatRequest.of("What is the weather in Kiel?"));
    }

    @Test
    void thinkAndAnswer() {
        server.shows("recorded-chat-thinks-and-answers");

        ChatResponse response = chat();

        assertThat(response.thinking()).isEqualTo("The user greets me.\n");
        assertThat(response.text()).isEqualTo("Hello! How can I help you?");
        assertThat(response.usage().inputTokens()).isEqualTo(9);
        assertThat(response.timings().generation()).isPresent();
    }

    @Test
    void thinkAndCallATool() {
        server.shows("recorded-chat-thinks-and-calls-a-tool");

        ChatResponse response = chat();

        assertThat(response.thinking()).isEqualTo("I need the tool get_weather.\n");
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(call.arguments()).isEqualTo("{\"city\": \"Kiel\"}");
        });
        assertThat(response.message().content())
                .hasExactlyElementsOfTypes(Content.Thinking.class, Content.ToolCall.class);
    }

    @Test
    void tellHowLikelyTokensWere() {
        server.shows("recorded-chat-with-probabilities");

        assertThat(chat().logprobs())
                .hasSizeGreaterThan(5)
                .allSatisfy(token -> assertThat(token.alternatives()).hasSize(2));
    }

    @Test
    void goOnWithAText() {
        server.shows("recorded-completion");

        ChatResponse response = server.host().completionModel("").complete("The sky is");

        assertThat(response.text()).isEqualTo(" blue.");
        assertThat(response.rawFinishReason()).hasValue("eos");
        assertThat(response.extra()).containsEntry("tokens", "[1278,46,4084]");
    }

    @Test
    void fillAGap() {
        server.shows("recorded-infill");

        ChatResponse response = server.host()
                .completionModel("")
                .complete(CompletionRequest.builder("int add(int a, int b) {\n")
                        .suffix("\n}\n")
                        .build());

        assertThat(response.usage().inputTokens()).isEqualTo(14);
        assertThat(response.finishReason()).isNotEqualTo(FinishReason.OTHER);
    }

    @Test
    void describeTheServerAndItsModel() {
        server.shows("recorded-props", "recorded-models", "recorded-slots", "recorded-metrics");

        assertThat(server.host().api().properties().templateCapabilities()).containsEntry("supports_tool_calls", true);
        assertThat(server.host().models()).singleElement().satisfies(model -> {
            assertThat(model.name()).isEqualTo("posada-tiny-q8_0.gguf");
            assertThat(model.contextWindow()).hasValue(1024);
            assertThat(model.parameterSize()).hasValue("9M");
        });
        assertThat(server.host().api().slots()).hasSize(2).noneMatch(LlamaCppSlot::busy);
        assertThat(server.host().api().metrics().promptTokens()).isPositive();
        assertThat(server.host().api().metrics().cachedPromptTokens()).isPositive();
    }

    @Test
    void describeARouter() {
        server.shows("recorded-models-of-a-router", "recorded-props-of-a-router");

        assertThat(server.host().models()).extracting(ModelInfo::name).containsExactly("tiny-a", "tiny-b");
        assertThat(server.host().api().properties().isRouter()).isTrue();
    }

    @Test
    void showTokensThatArePartsOfACharacter() {
        server.shows("recorded-token-pieces");

        assertThat(server.host().api().tokenPieces("Hellö 🏠"))
                .extracting(TokenPiece::toString)
                .contains("495=ell", "195=c3", "182=b6");
    }

    @Test
    void sayThatAPromptIsTooLong() {
        server.shows("recorded-error-context-too-long");

        assertThatThrownBy(this::chat)
                .isInstanceOf(ContextLengthExceededException.class)
                .hasMessageContaining("5010 tokens");
    }
}
