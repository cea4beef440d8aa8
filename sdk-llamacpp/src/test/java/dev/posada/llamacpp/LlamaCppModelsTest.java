// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.Capability;
import dev.posada.HostUnavailableException;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.ModelNotFoundException;
import dev.posada.TimeoutException;
import dev.posada.UnsupportedFeatureException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaCppModelsTest {
    private static final String CODER = "team/coder-GGUF:Q4_K_M";

    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private final ManualTime time = new ManualTime();

    private ModelLibrary library() {
        return server.builder().time(time).build().library().orElseThrow();
    }

    @Test
    void listsTheOneModelWithWhatTheServerTellsOfIt() {
        server.shows("models", "props");

        assertThat(server.host().models()).singleElement().satisfies(model -> {
            assertThat(model.name()).isEqualTo("qwen3-8b-q4");
            assertThat(model.contextWindow()).hasValue(8192);
            assertThat(model.embeddingLength()).hasValue(4096);
            assertThat(model.sizeBytes()).hasValue(5_021_782_016L);
            assertThat(model.parameterSize()).hasValue("8.2B");
            assertThat(model.quantization()).hasValue("Q4_K - Medium");
            assertThat(model.loaded()).hasValue(true);
            assertThat(model.json()).contains("n_vocab");
        });
    }

    @Test
    void listsTheModelToThoseWithoutAKeyToo() {
        server.shows("models", "props-want-a-key");

        assertThat(server.host().models()).singleElement().satisfies(model -> {
            assertThat(model.contextWindow()).hasValue(32_768);
            assertThat(model.capabilities().areKnown()).isFalse();
        });
    }

    @Test
    void findsOutWhatAModelCanDo() {
        server.shows("models", "props", "probe-embeddings-are-off", "probe-rerank-is-off", "probe-infill-is-there");

        ModelInfo model = server.host().model("house-model");

        assertThat(model.name()).isEqualTo("qwen3-8b-q4");
        assertThat(model.capabilities().all())
                .containsExactlyInAnyOrder(
                        Capability.CHAT,
                        Capability.COMPLETION,
                        Capability.STRUCTURED_OUTPUT,
                        Capability.TOOLS,
                        Capability.THINKING,
                        Capability.FILL_IN_THE_MIDDLE);
    }

    @Test
    void tellsWhichModelsSeeAndHear() {
        server.shows(
                "models",
                "props-of-a-model-that-sees-and-hears",
                "probe-embeddings-are-off",
                "probe-rerank-is-off",
                "infill-not-trained");

        assertThat(server.host().model("").capabilities().all())
                .contains(Capability.IMAGES, Capability.AUDIO)
                .doesNotContain(Capability.FILL_IN_THE_MIDDLE, Capability.VIDEO);
    }

    @Test
    void doesNotWakeAModelThatSleeps() {
        server.shows("models", "props-while-asleep");

        ModelInfo model = server.host().model("qwen3-8b-q4");

        assertThat(model.loaded()).hasValue(false);
        assertThat(model.capabilities().areKnown()).isFalse();
        assertThat(server.requests()).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void doesNotKnowAModelThatTheServerWouldTakeForItsOwn() {
        server.shows("models");

        assertThatThrownBy(() -> server.host().model("llama3.2"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("qwen3-8b-q4");
    }

    @Test
    void listsTheModelsOfARouterWithoutLoadingThem() {
        server.shows("models-of-a-router");

        assertThat(server.host().models()).extracting(ModelInfo::name).containsExactly(CODER, "team/tiny-GGUF:Q8_0");
        assertThat(library().running()).extracting(ModelInfo::name).containsExactly("team/tiny-GGUF:Q8_0");
        assertThat(server.host().model("coder").loaded()).hasValue(false);
        assertThat(server.requests()).allMatch("GET /v1/models"::equals);
    }

    @Test
    void describesALoadedModelOfARouter() {
        server.shows(
                "models-of-a-router-one-loaded",
                "props-of-a-loaded-model-of-a-router",
                "probe-embeddings-are-off",
                "probe-rerank-is-off",
                "probe-infill-is-there");

        assertThat(library().show(CODER).contextWindow()).hasValue(8192);
        assertThat(server.latest().getBodyAsString()).contains(CODER);
    }

    @Test
    void loadsAModelAndWaitsUntilItIsThere() {
        server.shows(
                "router-model-unloaded",
                "router-model-is-told-to-load",
                "router-model-loading",
                "router-model-still-loading",
                "router-model-loaded");

        library().load("coder");

        assertThat(time.waits()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(server.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(1);
    }

    @Test
    void tellsThatAModelCouldNotBeLoaded() {
        server.shows("router-model-unloaded", "router-model-is-told-to-load", "router-model-fails");

        assertThatThrownBy(() -> library().load("coder"))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("exit code 1");
    }

    @Test
    void loadsNothingTwice() {
        server.shows("models-of-a-router-one-loaded");

        library().load(CODER);

        assertThat(server.requests()).containsExactly("GET /v1/models");
    }

    @Test
    void givesUpWaitingWhenTheTimeIsOver() {
        server.shows("router-model-unloaded", "router-model-is-told-to-load");
        ModelLibrary library = server.builder()
                .time(new ManualTime())
                .firstTokenTimeout(Duration.ofMillis(300))
                .build()
                .library()
                .orElseThrow();
        server.shows("models-of-a-router"); // it never gets there

        assertThatThrownBy(() -> library.load("coder")).isInstanceOf(TimeoutException.class);
    }

    @Test
    void unloadsAModelAndWaitsUntilItIsGone() {
        server.shows("router-model-in-use", "router-model-is-told-to-unload", "router-model-gone");

        library().unload("coder");

        assertThat(server.requests()).containsExactly("GET /v1/models", "POST /models/unload", "GET /v1/models");
    }

    @Test
    void unloadsNothingThatIsNotLoaded() {
        server.shows("models-of-a-router");

        library().unload("coder");

        assertThat(server.requests()).containsExactly("GET /v1/models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "unload"})
    void doesNotKnowAModelThatARouterDoesNotHave(String action) {
        server.shows("models-of-a-router");

        assertThatThrownBy(() -> {
                    if (action.equals("load")) {
                        library().load("x");
                    } else {
                        library().unload("x");
                    }
                })
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining(CODER);
    }

    @Test
    void saysThatAServerWithOneModelKeepsIt() {
        server.shows("models");

        library().load("house-model");

        assertThatThrownBy(() -> library().unload("house-model"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("router");
    }

    @Test
    void neitherDownloadsNorDeletes() {
        assertThatThrownBy(() -> library().pull("user/repo"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("-hf user/repo");
        assertThatThrownBy(() -> library().delete("coder")).isInstanceOf(UnsupportedFeatureException.class);
    }
}
