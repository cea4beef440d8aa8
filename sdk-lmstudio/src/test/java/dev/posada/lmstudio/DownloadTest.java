// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.CancelledException;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.ModelPull;
import dev.posada.ProtocolException;
import dev.posada.PullProgress;
import dev.posada.UnsupportedFeatureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DownloadTest {
    private static final String TINY = "https://huggingface.co/acme/tiny-GGUF@Q4_K_M";
    private static final long SIZE = 1_288_490_188L;

    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @Test
    void tellsHowFarItIsUntilTheModelIsThere() {
        List<PullProgress> progress = new ArrayList<>();

        try (ModelPull pull = pull(TINY)) {
            pull.forEach(progress::add);
        }

        assertThat(progress)
                .containsExactly(
                        new PullProgress("downloading", null, 0, SIZE),
                        new PullProgress("downloading", null, 314_572_800, SIZE),
                        new PullProgress("paused", null, 314_572_800, SIZE),
                        new PullProgress("completed", null, SIZE, SIZE));
        assertThat(lmStudio.pauses())
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void namesTheQuantizationOfAModelByItsAddress() {
        pull(TINY).await();

        assertThat(lmStudio.body("/api/v1/models/download"))
                .isEqualTo("{\"model\":\"https://huggingface.co/acme/tiny-GGUF\",\"quantization\":\"Q4_K_M\"}");
    }

    @Test
    void asksMoreOftenThanTheIdleTimeoutAllowsSilence() {
        LmStudio host = lmStudio.open(lmStudio.builder("").idleTimeout(Duration.ofMillis(500)));

        host.modelLibrary().pull(TINY).await();

        assertThat(lmStudio.pauses()).containsOnly(Duration.ofMillis(250));
    }

    @Test
    void isCompleteAtOnceWhereTheModelIsThere() {
        List<PullProgress> progress = new ArrayList<>();

        pull("qwen/qwen3-4b-2507").forEach(progress::add);

        assertThat(progress)
                .containsExactly(new PullProgress("already_downloaded", null, 2_497_281_312L, 2_497_281_312L));
        assertThat(lmStudio.log()).containsExactly("POST /api/v1/models/download");
    }

    @Test
    void asksNothingBeforeTheProgressIsWanted() {
        pull(TINY).close();

        assertThat(lmStudio.log()).isEmpty();
    }

    @Test
    void stopsAskingWhenClosed() {
        ModelPull pull = pull(TINY);
        Iterator<PullProgress> progress = pull.iterator();
        progress.next();

        pull.close();

        assertThatThrownBy(progress::next).isInstanceOf(CancelledException.class);
        assertThat(lmStudio.log()).containsExactly("POST /api/v1/models/download");
    }

    @Test
    void stopsAskingWhenInterrupted() {
        Iterator<PullProgress> progress = pull(TINY).iterator();
        progress.next();

        Thread.currentThread().interrupt();

        assertThatThrownBy(progress::next).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void saysWhyADownloadFailed() {
        assertThatThrownBy(() -> pull("acme/broken").await())
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("acme/broken");
    }

    @Test
    void saysThatThereIsNoSuchModel() {
        assertThatThrownBy(() -> pull("acme/none").await()).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void saysThatTheServerHasForgottenTheDownload() {
        assertThatThrownBy(() -> pull("acme/forgotten").await())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("job_forgotten");
    }

    @Test
    void saysThatTheServerDoesNotNameTheDownload() {
        assertThatThrownBy(() -> pull("acme/jobless").await())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("acme/jobless");
    }

    @Test
    void passesOnThatTheServerRefused() {
        assertThatThrownBy(() -> pull("").await())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("is required");
    }

    @Test
    void saysThatAnOldServerCantBeAskedTo() {
        assertThatThrownBy(
                        () -> lmStudio.host("/old").modelLibrary().pull("any").await())
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("lms get");
    }

    private ModelPull pull(String model) {
        return lmStudio.host().modelLibrary().pull(model);
    }
}
