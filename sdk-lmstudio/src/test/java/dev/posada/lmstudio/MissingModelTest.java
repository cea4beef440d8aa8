// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.CancelledException;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.Embedding;
import dev.posada.EmbeddingRequest;
import dev.posada.ModelNotFoundException;
import dev.posada.TimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models that are not in memory, and servers that do not load them by themselves. */
class MissingModelTest {
    private static final String QWEN = "qwen/qwen3-4b-2507";

    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @Test
    void loadsTheModelOnceAndAsksAgain() {
        ChatResponse response = lmStudio.host("/jit-off").chatModel(QWEN).chat("Capital of Peru?");

        assertThat(response.text()).isEqualTo("Lima");
        assertThat(lmStudio.log())
                .containsExactly(
                        "POST /jit-off/v1/chat/completions",
                        "GET /jit-off/api/v1/models",
                        "POST /jit-off/api/v1/models/load",
                        "POST /jit-off/v1/chat/completions");
    }

    @Test
    void loadsAModelForVectorsToo() {
        List<Embedding> vectors = lmStudio.host("/jit-off")
                .embeddingModel("text-embedding-nomic-embed-text-v1.5")
                .embed(List.of("red", "blue"));

        assertThat(vectors).hasSize(2);
        assertThat(lmStudio.requests("/jit-off/api/v1/models/load")).hasSize(1);
    }

    @Test
    void loadsWithTheContextWindowThatTheRequestWants() {
        lmStudio.host("/jit-off").chatModel(QWEN).chat(withContext(32_768));

        assertThat(lmStudio.body("/jit-off/api/v1/models/load")).contains("\"context_length\":32768");
    }

    @Test
    void loadsOnceForManyThatAskAtTheSameTime() {
        LmStudio host = lmStudio.host("/jit-off-slow");

        List<CompletableFuture<ChatResponse>> answers = IntStream.range(0, 8)
                .mapToObj(i -> host.chatModel(QWEN).chatAsync(ChatRequest.of("Capital of Peru?")))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().text()).isEqualTo("Lima"));
        assertThat(lmStudio.requests("/jit-off-slow/api/v1/models/load")).hasSize(1);
    }

    @Test
    void countsLoadingAsTimeForTheFirstTokenAndNotAsSilence() {
        LmStudio patient = lmStudio.open(lmStudio.builder("/jit-off-slow").idleTimeout(Duration.ofMillis(700)));

        assertThat(patient.chatModel(QWEN).chat("Capital of Peru?").text()).isEqualTo("Lima");
    }

    @Test
    void doesNotWaitForLoadingLongerThanForTheFirstToken() {
        LmStudio hasty = lmStudio.open(lmStudio.builder("/jit-off-slow").firstTokenTimeout(Duration.ofMillis(150)));

        assertThatThrownBy(() -> hasty.chatModel(QWEN).chat("Capital of Peru?"))
                .isInstanceOfSatisfying(
                        TimeoutException.class,
                        failure -> assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.FIRST_TOKEN));
    }

    @Test
    @Timeout(20)
    void canBeCancelledWhileTheModelLoads() {
        ChatStream first = lmStudio.host("/jit-off-endless").chatModel(QWEN).stream("Capital of Peru?");
        CompletableFuture<ChatResponse> loading =
                CompletableFuture.supplyAsync(first::response, MissingModelTest::inAThread);
        while (lmStudio.requests("/jit-off-endless/api/v1/models/load").isEmpty()) {
            Thread.onSpinWait();
        }

        first.cancel();

        assertThatThrownBy(loading::join).hasCauseInstanceOf(CancelledException.class);
    }

    @Test
    @Timeout(20)
    void canBeCancelledWhileAnotherCallLoads() {
        LmStudio host = lmStudio.host("/jit-off-endless");
        ChatStream first = host.chatModel(QWEN).stream("Capital of Peru?");
        ChatStream second = host.chatModel(QWEN).stream("Capital of Peru?");
        CompletableFuture<ChatResponse> loading =
                CompletableFuture.supplyAsync(first::response, MissingModelTest::inAThread);
        while (lmStudio.requests("/jit-off-endless/api/v1/models/load").isEmpty()) {
            Thread.onSpinWait();
        }
        CompletableFuture<ChatResponse> waiting =
                CompletableFuture.supplyAsync(second::response, MissingModelTest::inAThread);
        while (lmStudio.requests("/jit-off-endless/v1/chat/completions").size() < 2) {
            Thread.onSpinWait();
        }

        second.cancel();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(CancelledException.class);
        first.cancel();
        assertThatThrownBy(loading::join).hasCauseInstanceOf(CancelledException.class);
    }

    @Test
    void loadsAModelForVectorsWithoutTheContextWindowOfChats() {
        LmStudio host = lmStudio.open(lmStudio.builder("/jit-off")
                .defaultOptions(LmStudioOptions.builder().contextLength(32_768).build()));

        host.embeddingModel("text-embedding-nomic-embed-text-v1.5").embed(List.of("red", "blue"));

        assertThat(lmStudio.body("/jit-off/api/v1/models/load")).doesNotContain("context_length");
    }

    @Test
    void loadsAModelForVectorsWithTheContextWindowThatTheyWant() {
        EmbeddingRequest request = EmbeddingRequest.of(List.of("red", "blue"))
                .options(LmStudioOptions.builder().contextLength(1024).build());

        lmStudio.host("/jit-off")
                .embeddingModel("text-embedding-nomic-embed-text-v1.5")
                .embed(request);

        assertThat(lmStudio.body("/jit-off/api/v1/models/load")).contains("\"context_length\":1024");
    }

    @Test
    void saysThatTheModelIsNotThereToLoad() {
        assertThatThrownBy(
                        () -> lmStudio.host("/jit-off").chatModel("acme/none").chat("Hi"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("lms get acme/none");
        assertThat(lmStudio.requests("/jit-off/api/v1/models/load")).isEmpty();
    }

    @Test
    void loadsNothingWhereThatIsSwitchedOff() {
        LmStudio host = lmStudio.open(lmStudio.builder("/jit-off").loadMissingModels(false));

        assertThatThrownBy(() -> host.chatModel(QWEN).chat("Hi"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("lms load");
        assertThat(lmStudio.log()).containsExactly("POST /jit-off/v1/chat/completions");
    }

    @Test
    void leavesItToTheUserToLoadOnAnOldServer() {
        assertThatThrownBy(() -> lmStudio.host("/old")
                        .chatModel("granite-3.0-2b-instruct")
                        .chat("Hi"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("lms load");
    }

    @Test
    void doesNotGoRoundInCirclesWithAServerThatContradictsItself() {
        assertThatThrownBy(() -> lmStudio.host("/contradicting").chatModel(QWEN).chat("Hi"))
                .isInstanceOf(ModelNotFoundException.class);
        assertThat(lmStudio.log())
                .containsExactly(
                        "POST /contradicting/v1/chat/completions",
                        "GET /contradicting/api/v1/models",
                        "POST /contradicting/v1/chat/completions");
    }

    @Test
    void saysThatAModelInMemoryHasASmallerContextWindowThanWanted() {
        ChatResponse response = lmStudio.host().chatModel(QWEN).chat(withContext(32_768));

        assertThat(response.text()).isEqualTo("Lima");
        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(LmStudio.SMALL_CONTEXT);
        assertThat(lmStudio.log()).containsExactly("GET /api/v1/models", "POST /v1/chat/completions");
    }

    @Test
    void isContentWithALargerContextWindowThanWanted() {
        ChatResponse response = lmStudio.host().chatModel(QWEN).chat(withContext(4096));

        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void looksAtTheInstanceThatTheRequestNames() {
        ChatResponse response = lmStudio.host().chatModel(QWEN + ":2").chat(withContext(16_384));

        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void loadsBeforehandWhereTheContextWindowMatters() {
        ChatResponse response = lmStudio.host().chatModel("google/gemma-3-4b").chat(withContext(16_384));

        assertThat(response.warnings()).isEmpty();
        assertThat(lmStudio.log())
                .containsExactly("GET /api/v1/models", "POST /api/v1/models/load", "POST /v1/chat/completions");
    }

    /** Not the common pool, which may have a single thread. */
    private static void inAThread(Runnable task) {
        new Thread(task).start();
    }

    private static ChatRequest withContext(int tokens) {
        return ChatRequest.builder()
                .user("Capital of Peru?")
                .options(LmStudioOptions.builder().contextLength(tokens).build())
                .build();
    }
}
