// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.ProtocolException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.spi.json.JsonCursor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LmStudioLibraryTest {
    private static final String QWEN = "qwen/qwen3-4b-2507";
    private static final String GEMMA = "google/gemma-3-4b";

    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @Test
    void tellsWhatIsInMemory() {
        LmStudioLibrary library = lmStudio.host().modelLibrary();

        List<LoadedInstance> instances = library.instances();

        assertThat(library.running()).extracting(ModelInfo::name).containsExactly(QWEN);
        assertThat(instances).extracting(LoadedInstance::id).containsExactly(QWEN, QWEN + ":2");
        assertThat(instances).extracting(LoadedInstance::model).containsOnly(QWEN);
        assertThat(instances.get(1).contextWindow()).hasValue(16_384);
        assertThat(instances.get(1).json()).contains("\"parallel\"");
    }

    @Test
    void loadsAModelWithOptionsAndTellsWhatBecameOfThem() {
        LoadOptions options = LoadOptions.builder()
                .contextLength(16_384)
                .evalBatchSize(512)
                .flashAttention(true)
                .numExperts(4)
                .offloadKvCacheToGpu(true)
                .extra("some_new_option", "[1]")
                .build();

        LoadedInstance instance = lmStudio.host().modelLibrary().load(GEMMA, options);

        assertThat(lmStudio.body("/api/v1/models/load"))
                .isEqualTo("{\"model\":\"google/gemma-3-4b\",\"context_length\":16384,\"eval_batch_size\":512,"
                        + "\"flash_attention\":true,\"num_experts\":4,\"offload_kv_cache_to_gpu\":true,"
                        + "\"some_new_option\":[1],\"echo_load_config\":true}");
        assertThat(instance.id()).isEqualTo(GEMMA);
        assertThat(instance.contextWindow()).hasValue(16_384);
        assertThat(instance.loadTime()).contains(Duration.ofMillis(4310));
    }

    @Test
    void doesNotLoadAModelASecondTime() {
        lmStudio.host().modelLibrary().load(QWEN);

        assertThat(lmStudio.log()).containsExactly("GET /api/v1/models");
    }

    @Test
    void keepsAnInstanceThatHasTheOptionsAlready() {
        LoadedInstance instance = lmStudio.host().modelLibrary().load(QWEN, LoadOptions.contextLength(8192));

        assertThat(instance.id()).isEqualTo(QWEN);
        assertThat(instance.loadTime()).isEmpty();
        assertThat(lmStudio.log()).containsExactly("GET /api/v1/models");
    }

    @Test
    void unloadsAllInstancesBeforeItLoadsWithOtherOptions() {
        LoadedInstance instance = lmStudio.host().modelLibrary().load(QWEN, LoadOptions.contextLength(32_768));

        assertThat(instance.contextWindow()).hasValue(32_768);
        assertThat(lmStudio.log())
                .containsExactly(
                        "GET /api/v1/models",
                        "POST /api/v1/models/unload",
                        "POST /api/v1/models/unload",
                        "POST /api/v1/models/load");
    }

    @Test
    void unloadsAllInstancesOfAModel() {
        lmStudio.host().modelLibrary().unload(QWEN);

        assertThat(lmStudio.requests("/api/v1/models/unload"))
                .extracting(request -> request.getBodyAsString())
                .containsExactly(
                        "{\"instance_id\":\"qwen/qwen3-4b-2507\"}", "{\"instance_id\":\"qwen/qwen3-4b-2507:2\"}");
    }

    @Test
    void unloadsOneInstanceByItsName() {
        lmStudio.host().modelLibrary().unload(QWEN + ":2");

        assertThat(lmStudio.body("/api/v1/models/unload")).isEqualTo("{\"instance_id\":\"qwen/qwen3-4b-2507:2\"}");
    }

    @Test
    void doesNothingToUnloadAModelThatIsNotInMemory() {
        lmStudio.host().modelLibrary().unload(GEMMA);

        assertThat(lmStudio.log()).containsExactly("GET /api/v1/models");
    }

    @Test
    void saysThatThereIsNoModelToLoadOrUnload() {
        LmStudioLibrary library = lmStudio.host().modelLibrary();

        assertThatThrownBy(() -> library.load("acme/none")).isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> library.unload("acme/none")).isInstanceOf(ModelNotFoundException.class);
        assertThat(lmStudio.requests("/api/v1/models/.*")).isEmpty();
    }

    @Test
    void hasNoWayToDelete() {
        assertThatThrownBy(() -> lmStudio.host().modelLibrary().delete(QWEN))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("My Models");
        assertThat(lmStudio.log()).isEmpty();
    }

    @Test
    void saysThatAnOldServerCantBeAskedToLoad() {
        LmStudioLibrary library = lmStudio.host("/old").modelLibrary();

        assertThatThrownBy(() -> library.load("granite-3.0-2b-instruct"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("0.4.0");
        assertThatThrownBy(() -> library.unload("meta-llama-3.1-8b-instruct"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("0.4.0");
    }

    @Test
    void waitsForALoadingModelLongerThanForAnAnswerToGoOn() {
        LmStudio host = lmStudio.open(lmStudio.builder("/jit-off-slow").idleTimeout(Duration.ofMillis(700)));

        LoadedInstance instance = host.modelLibrary().load(QWEN, LoadOptions.none());

        assertThat(instance.id()).isEqualTo(QWEN);
    }

    @Test
    void takesNoPartOfAnAnswerForAllOfIt() {
        CatalogueTest.refusesEveryCut("load-gemma.json", answer -> ModelMemory.read(answer, GEMMA));
        CatalogueTest.refusesEveryCut("download-succeeds-1.json", DownloadStatus::read);
    }

    @Test
    void refusesAnInstanceWithoutAName() {
        JsonCursor answer = JsonCursor.of("{\"type\":\"llm\",\"status\":\"loaded\"}");

        assertThatThrownBy(() -> ModelMemory.read(answer, GEMMA))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(GEMMA);
    }
}
