// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ChatRequest;
import dev.posada.CompletionRequest;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import org.junit.jupiter.api.Test;

class OllamaCompletionRequestTest {
    private static final ErrorDetails WHERE =
            ErrorDetails.none().host("ollama://test:1").model("m");

    @Test
    void areSentRawAndWithoutThinking() {
        String json = completion(CompletionRequest.of("2+2="));

        assertThat(json)
                .isEqualTo("{\"model\":\"m\",\"stream\":true,\"prompt\":\"2+2=\",\"raw\":true,\"think\":false}");
    }

    @Test
    void leaveTheGapToTheTemplateOfTheModel() {
        String json = completion(
                CompletionRequest.builder("def add(").suffix("return c").build());

        assertThat(json)
                .isEqualTo("{\"model\":\"m\",\"stream\":true,\"prompt\":\"def add(\",\"suffix\":\"return c\","
                        + "\"think\":false}");
    }

    @Test
    void useATemplateOnRequest() {
        OllamaOptions options = OllamaOptions.builder()
                .template("{{ .Prompt }}")
                .system("Be brief.")
                .build();

        String json = completion(
                CompletionRequest.builder("Hi").options(options).maxTokens(3).build());

        assertThat(json)
                .isEqualTo("{\"model\":\"m\",\"stream\":true,\"prompt\":\"Hi\",\"template\":\"{{ .Prompt }}\","
                        + "\"raw\":false,\"system\":\"Be brief.\",\"think\":false,"
                        + "\"options\":{\"num_predict\":3}}");
    }

    @Test
    void haveOptionsThatAChatWouldLose() {
        OllamaOptions options = OllamaOptions.builder().system("Be brief.").build();
        ChatRequest chat = ChatRequest.builder().user("Hi").options(options).build();
        OllamaRequestMapper host = new OllamaRequestMapper("m", options, false, WHERE);

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> json(chat))
                .withMessageContaining("system message");
        assertThat(host.chat(ChatRequest.of("Hi")).json().toString()).doesNotContain("Be brief.");
    }

    @Test
    void needAPrompt() {
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> completion(CompletionRequest.of("")));
    }

    private String completion(CompletionRequest request) {
        return mapper().completion(request).json().toString();
    }

    private static String json(ChatRequest request) {
        return mapper().chat(request).json().toString();
    }

    private static OllamaRequestMapper mapper() {
        return new OllamaRequestMapper("m", OllamaOptions.none(), false, WHERE);
    }
}
