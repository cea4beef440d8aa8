// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ChatResponse;
import dev.posada.CompletionRequest;
import dev.posada.UnsupportedFeatureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OllamaCompletionTest {
    @RegisterExtension
    final StubbedOllama ollama = new StubbedOllama();

    @Test
    void continuesATextAsItIs() {
        ChatResponse response = ollama.host().completionModel("continues-raw").complete("2+2=");

        assertThat(response.text()).isEqualTo("4, of course");
        assertThat(response.usage().outputTokens()).isEqualTo(7);
    }

    @Test
    void fillsAGap() {
        CompletionRequest request = CompletionRequest.builder("def add(a, b):\n    ")
                .suffix("\n\nprint(add(1, 2))")
                .build();

        ChatResponse response = ollama.host().completionModel("fills-a-gap").complete(request);

        assertThat(response.text()).isEqualTo("return a + b");
        assertThat(ollama.body("/api/generate")).doesNotContain("\"raw\"");
    }

    @Test
    void fillsNoGapWithAModelThatCanNot() {
        CompletionRequest request = CompletionRequest.builder("a").suffix("b").build();

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> ollama.host().completionModel("has-no-insert").complete(request))
                .withMessageContaining("does not support insert");
    }

    @Test
    void usesTheTemplateOfTheModelOnRequest() {
        CompletionRequest request = CompletionRequest.builder("2+2?")
                .options(OllamaOptions.builder().templated().build())
                .build();

        ChatResponse response =
                ollama.host().completionModel("uses-the-template").complete(request);

        assertThat(response.text()).isEqualTo("4");
        assertThat(ollama.body("/api/generate")).contains("\"raw\":false");
    }
}
