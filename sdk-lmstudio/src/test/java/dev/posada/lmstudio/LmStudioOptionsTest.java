// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LmStudioOptionsTest {
    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @Test
    void giveWayToWhatARequestSets() {
        LmStudioOptions host = LmStudioOptions.builder()
                .ttl(Duration.ofMinutes(1))
                .repeatPenalty(1.5)
                .contextLength(4096)
                .stats(true)
                .build();

        LmStudioOptions both = LmStudioOptions.builder()
                .ttl(Duration.ofMinutes(2))
                .stats(false)
                .build()
                .over(host);

        assertThat(both.fields()).containsEntry("ttl", "120").containsEntry("repeat_penalty", "1.5");
        assertThat(both.contextLength()).hasValue(4096);
        assertThat(both.stats()).isFalse();
    }

    @Test
    void ofTheHostGoWithEveryRequest() {
        lmStudio.open(lmStudio.builder("")
                        .defaultOptions(LmStudioOptions.builder()
                                .ttl(Duration.ofMinutes(5))
                                .build()))
                .chatModel("answers-in-words")
                .chat("Hi");

        assertThat(lmStudio.body("/v1/chat/completions")).contains("\"ttl\":300");
    }

    @Test
    void refuseValuesThatMakeNoSense() {
        LmStudioOptions.Builder options = LmStudioOptions.builder();
        LoadOptions.Builder load = LoadOptions.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> options.ttl(Duration.ofMillis(900)));
        assertThatIllegalArgumentException().isThrownBy(() -> options.contextLength(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options.repeatPenalty(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> load.contextLength(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> load.numExperts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> load.extra("field", "{\"open\":"));
    }

    @Test
    void tellWhatTheyHoldAndCanBeVaried() {
        LmStudioOptions options =
                LmStudioOptions.builder().draftModel("a \"b\"").build();

        assertThat(options.toBuilder().contextLength(8192).build())
                .hasToString("LmStudioOptions[{draft_model=\"a \\\"b\\\"\"}, contextLength=8192, stats=null]");
        assertThat(LoadOptions.contextLength(8192)).hasToString("LoadOptions{context_length=8192}");
    }
}
