// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.posada.Capability;
import dev.posada.HostUnavailableException;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.ModelPull;
import dev.posada.PosadaException;
import dev.posada.PullProgress;
import dev.posada.StreamInterruptedException;
import dev.posada.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OllamaLibraryTest {
    private static final String LAYER = "sha256:aeda25e63ebd698fab8638ffb778e68bed908b960d39d0becc650fa981609d25";

    @RegisterExtension
    final StubbedOllama ollama = new StubbedOllama();

    @Nested
    class Models {
        @Test
        void areListedWithWhatTheServerTells() {
            List<ModelInfo> models = ollama.host().models();

            assertThat(models).extracting(ModelInfo::name).containsExactly("qwen3:8b", "embeddinggemma:latest");
            ModelInfo first = models.get(0);
            assertThat(first.capabilities().all())
                    .containsExactlyInAnyOrder(
                            Capability.CHAT,
                            Capability.COMPLETION,
                            Capability.STRUCTURED_OUTPUT,
                            Capability.TOOLS,
                            Capability.THINKING);
            assertThat(first.contextWindow()).hasValue(40_960);
            assertThat(first.embeddingLength()).hasValue(4096);
            assertThat(first.sizeBytes()).hasValue(5_225_388_164L);
            assertThat(first.family()).contains("qwen3");
            assertThat(first.parameterSize()).contains("8.2B");
            assertThat(first.quantization()).contains("Q4_K_M");
            assertThat(first.modified()).contains(OffsetDateTime.parse("2026-11-20T10:22:41.123456789+01:00"));
            assertThat(first.loaded()).isEmpty();
            assertThat(first.json()).contains("\"digest\":\"500a1f06");
            assertThat(models.get(1).capabilities().areKnown()).isFalse();
        }

        @Test
        void inMemoryHaveTheWindowThatTheyReallyGot() {
            ModelInfo running = ollama.host().modelLibrary().running().get(0);

            assertThat(running.name()).isEqualTo("qwen3:8b");
            assertThat(running.contextWindow()).hasValue(4096);
            assertThat(running.loaded()).contains(true);
        }

        @Test
        void areShownWithTheWindowThatTheyWereTrainedFor() {
            ModelInfo model = ollama.host().model("qwen3:8b");

            assertThat(model.name()).isEqualTo("qwen3:8b");
            assertThat(model.contextWindow()).hasValue(40_960);
            assertThat(model.embeddingLength()).hasValue(4096);
            assertThat(model.capabilities().has(Capability.THINKING)).isTrue();
            assertThat(model.json()).contains("\"license\":\"Apache\"");
        }

        @Test
        void canDoWhatTheServerSaysAndNothingElse() {
            ModelInfo sees = ollama.host().model("sees-images");
            ModelInfo embeds = ollama.host().model("embeddinggemma");

            assertThat(sees.capabilities().all())
                    .containsExactlyInAnyOrder(
                            Capability.CHAT,
                            Capability.COMPLETION,
                            Capability.STRUCTURED_OUTPUT,
                            Capability.IMAGES,
                            Capability.AUDIO);
            assertThat(embeds.capabilities().all()).containsExactly(Capability.EMBEDDING);
            assertThat(embeds.contextWindow()).hasValue(2048);
            assertThat(embeds.embeddingLength()).hasValue(768);
        }

        @Test
        void ofTheCloudDoNotHoldToSchemas() {
            ModelInfo model = ollama.host().model("gpt-oss:120b-cloud");

            assertThat(model.capabilities().lacks(Capability.STRUCTURED_OUTPUT)).isTrue();
        }

        @Test
        void ofOldServersTellNothing() {
            ModelInfo model = ollama.host().model("old-server");

            assertThat(model.capabilities().areKnown()).isFalse();
            assertThat(model.contextWindow()).isEmpty();
        }

        @Test
        void areSaidToBeMissing() {
            assertThatExceptionOfType(ModelNotFoundException.class)
                    .isThrownBy(() -> ollama.host().model("unknown-model"))
                    .satisfies(e -> assertThat(e.model()).contains("unknown-model"));
        }
    }

    @Nested
    class Pulls {
        @Test
        void tellHowFarTheyAre() {
            List<PullProgress> progress = new ArrayList<>();

            try (ModelPull pull = ollama.host().modelLibrary().pull("pull-succeeds")) {
                pull.forEach(progress::add);
            }

            assertThat(progress)
                    .containsExactly(
                            new PullProgress("pulling manifest", null, 0, 0),
                            new PullProgress("pulling aeda25e63ebd", LAYER, 0, 3_338_801_376L),
                            new PullProgress("pulling aeda25e63ebd", LAYER, 1_669_400_688L, 3_338_801_376L),
                            new PullProgress("pulling aeda25e63ebd", LAYER, 3_338_801_376L, 3_338_801_376L),
                            new PullProgress("verifying sha256 digest", null, 0, 0),
                            new PullProgress("writing manifest", null, 0, 0));
        }

        @Test
        void failForAModelThatTheRegistryDoesNotKnowAlthoughTheyBeginAsASuccess() {
            PosadaException failure = failure("pull-of-unknown-model");

            assertThat(failure).isInstanceOf(ModelNotFoundException.class).hasMessageContaining("Check the name");
            assertThat(failure.model()).contains("pull-of-unknown-model");
        }

        @Test
        void areNoSuccessUnlessTheServerSaysSo() {
            assertThat(failure("pull-ends-without-success")).isInstanceOf(StreamInterruptedException.class);
        }

        @Test
        void failIfTheServerLosesTheRegistry() {
            assertThat(failure("pull-loses-the-registry"))
                    .isInstanceOf(HostUnavailableException.class)
                    .hasMessageContaining("max retries exceeded");
        }

        @Test
        void bearTheSilenceOfACheckUnlessTheHostHasALimitOfItsOwn() {
            Timeouts own = Timeouts.defaults().idle(Duration.ofSeconds(5));

            assertThat(OllamaTransfer.timeouts(Timeouts.defaults()).idle()).isEqualTo(Duration.ofMinutes(10));
            assertThat(OllamaTransfer.timeouts(own)).isEqualTo(own);
        }

        private PosadaException failure(String model) {
            return catchThrowableOfType(PosadaException.class, () -> {
                try (ModelPull pull = ollama.host().modelLibrary().pull(model)) {
                    pull.await();
                }
            });
        }
    }

    @Test
    void pushesAModel() {
        List<String> statuses = new ArrayList<>();

        try (ModelPull push = ollama.host().modelLibrary().push("me/mine")) {
            push.forEach(progress -> statuses.add(progress.status()));
        }

        assertThat(statuses).containsExactly("retrieving manifest", "pushing manifest");
        assertThat(ollama.body("/api/push")).isEqualTo("{\"model\":\"me/mine\"}");
    }

    @Test
    void createsAModelOfAnother() {
        OllamaModelSpec spec = OllamaModelSpec.from("qwen3:8b")
                .parameter("num_ctx", 16_384)
                .system("Be brief.")
                .build();

        try (ModelPull creation = ollama.host().modelLibrary().create("created", spec)) {
            creation.await();
        }

        assertThat(ollama.body("/api/create"))
                .isEqualTo("{\"model\":\"created\",\"from\":\"qwen3:8b\",\"parameters\":{\"num_ctx\":16384},"
                        + "\"system\":\"Be brief.\"}");
    }

    @Test
    void createsAModelOfAFileThatItSendsFirst(@TempDir Path folder) throws IOException {
        Path weights = Files.writeString(folder.resolve("tiny.gguf"), "GGUF");
        String digest = "sha256:b83633aa785344791618f2fddf131b010ea04912a60430760b070bad293f65bd";
        List<PullProgress> progress = new ArrayList<>();

        try (ModelPull creation = ollama.host()
                .modelLibrary()
                .create("created", OllamaModelSpec.ofFiles(weights).build())) {
            creation.forEach(progress::add);
        }

        assertThat(progress.subList(0, 3))
                .containsExactly(
                        new PullProgress("reading tiny.gguf", null, 0, 4),
                        new PullProgress("sending tiny.gguf", digest, 0, 4),
                        new PullProgress("sending tiny.gguf", digest, 4, 4));
        LoggedRequest upload = ollama.requests("/api/blobs/" + digest).get(1);
        assertThat(upload.getBodyAsString()).isEqualTo("GGUF");
        assertThat(ollama.body("/api/create"))
                .isEqualTo("{\"model\":\"created\",\"files\":{\"tiny.gguf\":\"" + digest + "\"}}");
    }

    @Test
    void copiesAModel() {
        ollama.host().modelLibrary().copy("a", "b");

        assertThat(ollama.body("/api/copy")).isEqualTo("{\"source\":\"a\",\"destination\":\"b\"}");
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> ollama.host().modelLibrary().copy("b", "c"))
                .satisfies(e -> assertThat(e.model()).contains("b"));
    }

    @Test
    void deletesAModel() {
        ollama.host().modelLibrary().delete("a");

        assertThat(ollama.body("/api/delete")).isEqualTo("{\"model\":\"a\"}");
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> ollama.host().modelLibrary().delete("b"));
    }

    @Test
    void loadsAModelWithTheOptionsThatCallsWillHave() {
        OllamaOptions options =
                OllamaOptions.builder().numCtx(8192).keepAliveForever().build();
        try (Ollama host =
                Ollama.builder().url(ollama.url()).defaultOptions(options).build()) {
            host.modelLibrary().load("loads");
        }

        assertThat(ollama.body("/api/generate"))
                .isEqualTo("{\"model\":\"loads\",\"stream\":false,\"options\":{\"num_ctx\":8192},\"keep_alive\":-1}");
    }

    @Test
    void loadsAModelThatOnlyEmbeds() {
        ollama.host().modelLibrary().load("loads-for-embedding");

        assertThat(ollama.body("/api/embed")).isEqualTo("{\"model\":\"loads-for-embedding\",\"input\":[]}");
    }

    @Test
    void unloadsAModel() {
        ollama.host().modelLibrary().unload("loads");

        assertThat(ollama.body("/api/generate")).isEqualTo("{\"model\":\"loads\",\"stream\":false,\"keep_alive\":0}");
    }
}
