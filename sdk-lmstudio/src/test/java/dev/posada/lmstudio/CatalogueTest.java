// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.AuthenticationException;
import dev.posada.Capability;
import dev.posada.HostHealth;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @Test
    void listsWhatIsOnTheDiskAndNotOnlyWhatIsInMemory() {
        assertThat(lmStudio.host().models())
                .extracting(ModelInfo::name)
                .containsExactly("qwen/qwen3-4b-2507", "google/gemma-3-4b", "text-embedding-nomic-embed-text-v1.5");
    }

    @Test
    void tellsTheContextWindowThatAModelReallyHas() {
        ModelInfo loaded = lmStudio.host().model("qwen/qwen3-4b-2507");
        ModelInfo unloaded = lmStudio.host().model("google/gemma-3-4b");

        assertThat(loaded.loaded()).contains(true);
        assertThat(loaded.contextWindow()).hasValue(8192);
        assertThat(unloaded.loaded()).contains(false);
        assertThat(unloaded.contextWindow()).isEmpty();
        assertThat(unloaded.json()).contains("\"max_context_length\": 131072");
    }

    @Test
    void tellsWhatModelsCanDo() {
        LmStudio host = lmStudio.host();

        assertThat(host.model("qwen/qwen3-4b-2507").capabilities().all())
                .containsExactlyInAnyOrder(
                        Capability.CHAT,
                        Capability.COMPLETION,
                        Capability.STRUCTURED_OUTPUT,
                        Capability.TOOLS,
                        Capability.THINKING);
        assertThat(host.model("google/gemma-3-4b").capabilities().all())
                .containsExactlyInAnyOrder(
                        Capability.CHAT, Capability.COMPLETION, Capability.STRUCTURED_OUTPUT, Capability.IMAGES);
        assertThat(host.model("text-embedding-nomic-embed-text-v1.5")
                        .capabilities()
                        .all())
                .containsExactly(Capability.EMBEDDING);
    }

    @Test
    void tellsTheRestWhereItIsTold() {
        ModelInfo qwen = lmStudio.host().model("qwen/qwen3-4b-2507");
        ModelInfo gemma = lmStudio.host().model("google/gemma-3-4b");

        assertThat(qwen.family()).contains("qwen3");
        assertThat(qwen.parameterSize()).contains("4B");
        assertThat(qwen.quantization()).contains("Q4_K_M");
        assertThat(qwen.sizeBytes()).hasValue(2_497_281_312L);
        assertThat(gemma.family()).isEmpty();
        assertThat(gemma.quantization()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen/qwen3-4b-2507", "qwen/qwen3-4b-2507@q4_k_m", "qwen/qwen3-4b-2507:2"})
    void findsAModelByEachOfItsNames(String name) {
        assertThat(lmStudio.host().model(name).name()).isEqualTo("qwen/qwen3-4b-2507");
    }

    @Test
    void saysHowToGetAModelThatIsNotThere() {
        assertThatThrownBy(() -> lmStudio.host().model("acme/none"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("lms get acme/none");
    }

    // ---- versions before 0.4.0

    @Test
    void fallsBackToTheOlderListAndAsksForTheNewerOnlyOnce() {
        LmStudio old = lmStudio.host("/old");

        old.models();
        old.models();

        assertThat(lmStudio.log())
                .containsExactly("GET /old/api/v1/models", "GET /old/api/v0/models", "GET /old/api/v0/models");
    }

    @Test
    void readsTheOlderList() {
        LmStudio old = lmStudio.host("/old");

        ModelInfo loaded = old.model("meta-llama-3.1-8b-instruct");
        ModelInfo sees = old.model("qwen2-vl-7b-instruct");

        assertThat(loaded.loaded()).contains(true);
        assertThat(loaded.contextWindow()).hasValue(4096);
        assertThat(loaded.capabilities().has(Capability.TOOLS)).isTrue();
        assertThat(loaded.family()).contains("llama");
        assertThat(sees.loaded()).contains(false);
        assertThat(sees.contextWindow()).isEmpty();
        assertThat(sees.capabilities().has(Capability.IMAGES)).isTrue();
        assertThat(sees.quantization()).contains("4bit");
        assertThat(old.model("text-embedding-nomic-embed-text-v1.5")
                        .capabilities()
                        .all())
                .containsExactly(Capability.EMBEDDING);
        assertThat(old.model("granite-3.0-2b-instruct").capabilities().areKnown())
                .isFalse();
    }

    @Test
    void saysThatAServerWithoutEitherListIsTooOld() {
        assertThatThrownBy(() -> lmStudio.host("/oldest").models())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("too old");
    }

    // ---- health

    @Test
    void tellsHowItIs() {
        HostHealth health = lmStudio.host().health();

        assertThat(health.isUp()).isTrue();
        assertThat(health.version()).contains("0.4.0 or newer");
        assertThat(health.detail()).contains("3 models, 1 of them in memory");
        assertThat(lmStudio.host("/old").health().version()).contains("before 0.4.0");
    }

    @Test
    void isDownWhereNobodyListensOrATokenIsMissing() {
        HostHealth nobody =
                lmStudio.open(LmStudio.builder().url("http://127.0.0.1:1")).health();
        HostHealth keyed = lmStudio.host("/keyed").health();

        assertThat(nobody.status()).isEqualTo(HostHealth.Status.DOWN);
        assertThat(keyed.status()).isEqualTo(HostHealth.Status.DOWN);
        assertThat(keyed.detail()).contains("LM_API_TOKEN");
    }

    @Test
    void saysThatATokenIsWanted() {
        assertThatThrownBy(() -> lmStudio.host("/keyed").models()).isInstanceOf(AuthenticationException.class);
    }

    // ---- answers that are cut off

    @Test
    void takesNoPartOfAListForAllOfIt() {
        refusesEveryCut("models-of-all-kinds.json", CatalogueReader::read);
        refusesEveryCut("old-lists-models.json", OldCatalogueReader::read);
    }

    @Test
    void refusesWhatIsNoList() {
        assertThatThrownBy(() -> CatalogueReader.read(JsonCursor.of("{\"data\":[]}")))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> CatalogueReader.read(JsonCursor.of("{\"models\":[{\"type\":\"llm\"}]}")))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> OldCatalogueReader.read(JsonCursor.of("{\"data\":[{\"object\":\"model\"}]}")))
                .isInstanceOf(ProtocolException.class);
    }

    static void refusesEveryCut(String file, Function<JsonCursor, ?> reader) {
        byte[] whole = new String(StubbedLmStudio.file(file), StandardCharsets.UTF_8)
                .strip()
                .getBytes(StandardCharsets.UTF_8);
        assertThat(reader.apply(JsonCursor.of(whole))).isNotNull();

        for (int cut = 0; cut < whole.length; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            assertThatThrownBy(() -> reader.apply(JsonCursor.of(part)))
                    .as("%s cut after %d bytes", file, cut)
                    .isInstanceOf(ProtocolException.class);
        }
    }
}
