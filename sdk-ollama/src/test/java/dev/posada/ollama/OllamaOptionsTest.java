// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OllamaOptionsTest {
    @Test
    void knowEveryOptionByItsNameOnTheWire() {
        OllamaOptions options = OllamaOptions.builder()
                .numCtx(8192)
                .numBatch(256)
                .numGpu(-1)
                .mainGpu(1)
                .useMmap(false)
                .numThread(4)
                .draftNumPredict(2)
                .numPredict(-1)
                .numKeep(8)
                .typicalP(0.9)
                .repeatLastN(-1)
                .repeatPenalty(1.1)
                .option("mirostat", "2")
                .build();

        assertThat(options.options())
                .containsExactly(
                        Map.entry("num_ctx", "8192"),
                        Map.entry("num_batch", "256"),
                        Map.entry("num_gpu", "-1"),
                        Map.entry("main_gpu", "1"),
                        Map.entry("use_mmap", "false"),
                        Map.entry("num_thread", "4"),
                        Map.entry("draft_num_predict", "2"),
                        Map.entry("num_predict", "-1"),
                        Map.entry("num_keep", "8"),
                        Map.entry("typical_p", "0.9"),
                        Map.entry("repeat_last_n", "-1"),
                        Map.entry("repeat_penalty", "1.1"),
                        Map.entry("mirostat", "2"));
        assertThat(options.fields()).isEmpty();
    }

    @Test
    void knowEveryFieldByItsNameOnTheWire() {
        OllamaOptions options = OllamaOptions.builder()
                .keepAlive(Duration.ofMinutes(10))
                .truncate(false)
                .shift(true)
                .think("max")
                .field("_debug_render_only", "true")
                .build();

        assertThat(options.fields())
                .containsExactly(
                        Map.entry("keep_alive", "\"600000ms\""),
                        Map.entry("truncate", "false"),
                        Map.entry("shift", "true"),
                        Map.entry("think", "\"max\""),
                        Map.entry("_debug_render_only", "true"));
    }

    @Test
    void keepAModelForeverOrNotAtAll() {
        assertThat(OllamaOptions.builder().keepAliveForever().build().fields()).containsEntry("keep_alive", "-1");
        assertThat(OllamaOptions.builder().keepAlive(Duration.ZERO).build().fields())
                .containsEntry("keep_alive", "\"0ms\"");
    }

    @Test
    void refuseWhatIsNoJsonOrNoNumber() {
        OllamaOptions.Builder builder = OllamaOptions.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.option("mirostat", "two"))
                .withMessageContaining("mirostat");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.field("x", "{} {}"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.repeatPenalty(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.keepAlive(Duration.ofSeconds(-1)));
    }

    @Test
    void canBeVaried() {
        OllamaOptions one = OllamaOptions.builder()
                .numCtx(8192)
                .schemaInPrompt(false)
                .templated()
                .build();

        assertThat(one.toBuilder().build()).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(one.toBuilder().numCtx(4096).build()).isNotEqualTo(one);
    }
}
