// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatRequest;
import dev.posada.Content;
import dev.posada.InvalidRequestException;
import dev.posada.Media;
import dev.posada.UnsupportedFeatureException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaCppApiTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private LlamaCppApi api;

    @BeforeEach
    void prepare() {
        api = server.host().api();
    }

    @Test
    void makesTokensOfAText() {
        server.shows("tokenize");

        assertThat(api.tokenize("Hello, world")).containsExactly(9707, 11, 1879);
    }

    @Test
    void addsAndIgnoresSpecialTokensWhenToldTo() {
        server.shows("tokenize-with-special-tokens");

        assertThat(api.tokenize("Hello", true, false)).containsExactly(1, 9707);
    }

    @Test
    void showsTokensThatArePartsOfACharacter() {
        server.shows("tokenize-with-pieces");

        List<TokenPiece> pieces = api.tokenPieces("Hello 🏠");

        assertThat(pieces).extracting(TokenPiece::id).containsExactly(9707, 11162, 143);
        assertThat(pieces.get(0).text()).isEqualTo("Hello");
        assertThat(pieces.get(1).bytes()).containsExactly(0xF0, 0x9F);
        assertThat(pieces.get(1)).hasToString("11162=f09f");
    }

    @Test
    void makesATextOfTokens() {
        server.shows("detokenize");

        assertThat(api.detokenize(List.of(9707, 11, 1879))).isEqualTo("Hello, world");
    }

    @Test
    void showsThePromptOfARequest() {
        server.shows("apply-template");

        assertThat(api.applyTemplate(ChatRequest.of("Hello"))).startsWith("<|im_start|>user\nHello");
    }

    @Test
    void countsTheTokensOfAPrompt() {
        server.shows("count-tokens-of-a-chat");

        assertThat(server.host().chatModel().countTokens(ChatRequest.of("Hello")))
                .isEqualTo(11);
    }

    @Test
    void countsByHandWhereTheServerIsTooOldToCount() {
        server.shows("count-tokens-is-not-known", "apply-template", "tokenize-a-prompt");

        assertThat(api.countTokens(ChatRequest.of("Hello"))).isEqualTo(7);
    }

    @Test
    void doesNotCountPicturesByHand() {
        server.shows("count-tokens-is-not-known");
        ChatRequest request = ChatRequest.builder()
                .user(Content.image(Media.of(new byte[] {1}, "image/png")))
                .build();

        assertThatThrownBy(() -> api.countTokens(request)).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void endsTheThinkingOfAnAnswer() {
        server.shows("thinking-ended");

        assertThat(api.endThinking("chatcmpl-A1bC2dE3fG4hI5jK6lM7nO8pQ9rS0tUv")).isTrue();
    }

    @Test
    void saysWhenThereWasNoThinkingToEnd() {
        server.shows("thinking-is-over-already");

        assertThat(api.endThinking("chatcmpl-x")).isFalse();
    }

    @Test
    void tellsOfTheServer() {
        server.shows("props");

        LlamaCppProperties properties = api.properties();

        assertThat(properties.modelAlias()).hasValue("qwen3-8b-q4");
        assertThat(properties.modelPath()).hasValue("/models/qwen3-8b-q4.gguf");
        assertThat(properties.fileType()).hasValue("Q4_K - Medium");
        assertThat(properties.version()).hasValue("b10472-34af94c");
        assertThat(properties.contextWindow()).hasValue(8192);
        assertThat(properties.slots()).isEqualTo(4);
        assertThat(properties.modalities()).containsEntry("vision", false);
        assertThat(properties.templateCapabilities()).containsEntry("supports_tool_calls", true);
        assertThat(properties.chatTemplate()).contains("enable_thinking");
        assertThat(properties.isSleeping()).isFalse();
        assertThat(properties.isRouter()).isFalse();
        assertThat(properties.json()).contains("media_marker");
    }

    @Test
    void tellsOfARouterThatHasNoContextOfItsOwn() {
        server.shows("props-of-a-router");

        LlamaCppProperties properties = api.properties();

        assertThat(properties.isRouter()).isTrue();
        assertThat(properties.contextWindow()).isEmpty();
    }

    @Test
    void asksForOneModelOfARouterWithoutLoadingIt() {
        server.shows("props-of-a-loaded-model-of-a-router");

        server.host().api("team/coder-GGUF:Q4_K_M").properties();

        assertThat(server.requests()).containsExactly("GET /props?model=team%2Fcoder-GGUF%3AQ4_K_M&autoload=false");
    }

    @Test
    void listsSlots() {
        server.shows("slots");

        List<LlamaCppSlot> slots = api.slots();

        assertThat(slots).extracting(LlamaCppSlot::busy).containsExactly(true, false);
        assertThat(slots.get(0).contextWindow()).isEqualTo(8192);
        assertThat(slots.get(0).json()).contains("\"id_task\":135");
    }

    @Test
    void savesRestoresAndErasesASlot() {
        server.shows("slot-saved", "slot-restored", "slot-erased");

        assertThat(api.saveSlot(1, "a.bin"))
                .isEqualTo(new SlotFile(1, "a.bin", 1745, 14_309_796, Duration.ofNanos(49_865_000)));
        assertThat(api.restoreSlot(1, "a.bin"))
                .isEqualTo(new SlotFile(1, "a.bin", 1745, 14_309_796, Duration.ofNanos(42_937_000)));
        assertThat(api.eraseSlot(1)).isEqualTo(1745);
    }

    @Test
    void refusesABadNameForASlotFile() {
        server.shows("slot-file-has-a-bad-name");

        assertThatThrownBy(() -> api.saveSlot(1, "../a.bin")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void namesTheFlagsThatTheServerWasNotStartedWith() {
        server.shows("slots-not-enabled", "slot-files-not-enabled", "metrics-not-enabled");

        assertThatThrownBy(api::slots)
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("--slots");
        assertThatThrownBy(() -> api.saveSlot(1, "a.bin"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("--slot-save-path");
        assertThatThrownBy(api::metrics)
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("--metrics");
    }

    @Test
    void namesTheFlagWhereTheServerDoesNot() {
        server.shows("metrics-not-enabled-without-a-hint");

        assertThatThrownBy(api::metrics).hasMessageContaining("Start llama-server with --metrics");
    }

    @Test
    void readsMetrics() {
        server.shows("metrics");

        LlamaCppMetrics metrics = api.metrics();

        assertThat(metrics.requestsProcessing()).isEqualTo(2);
        assertThat(metrics.requestsDeferred()).isEqualTo(3);
        assertThat(metrics.promptTokens()).isEqualTo(1234);
        assertThat(metrics.cachedPromptTokens()).isZero();
        assertThat(metrics.promptTime()).isEqualTo(Duration.ofMillis(2500));
        assertThat(metrics.predictedTokens()).isEqualTo(567);
        assertThat(metrics.predictedTime()).isEqualTo(Duration.ofMillis(10_250));
        assertThat(metrics.promptTokensPerSecond()).hasValue(493.6);
        assertThat(metrics.predictedTokensPerSecond()).hasValue(55.3);
        assertThat(metrics.busySlots()).hasValue(1.5);
        assertThat(metrics.value("llamacpp:n_decode_total")).hasValue(600);
        assertThat(metrics.values()).hasSize(10);
    }

    @Test
    void listsAndMixesLoraAdapters() {
        server.shows("lora-adapters", "lora-adapters-set");

        api.setLoraAdapters(Map.of(1, 1.0, 0, 0.25));

        assertThat(api.loraAdapters())
                .containsExactly(new LoraAdapter(0, "sailor.gguf", 1), new LoraAdapter(1, "poet.gguf", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embeddings-not-enabled", "embeddings-not-enabled-without-a-hint"})
    void namesTheFlagForEmbeddings(String stub) {
        server.shows(stub);

        assertThatThrownBy(() -> server.host().embeddingModel("any").embed("red apple"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("--embeddings");
    }
}
