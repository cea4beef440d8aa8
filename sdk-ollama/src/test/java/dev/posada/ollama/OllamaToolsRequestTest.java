// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ChatRequest;
import dev.posada.ErrorDetails;
import dev.posada.OutputFormat;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import org.junit.jupiter.api.Test;

class OllamaToolsRequestTest {
    private static final ErrorDetails WHERE =
            ErrorDetails.none().host("ollama://test:1").model("m");

    record Place(String city) {}

    private final Tool weather = Tool.of("get_weather", "The weather", Place.class, Place::city);

    @Test
    void areDeclaredWithTheirSchemaAsItIs() {
        String json = json(ChatRequest.builder().user("Hi").tools(weather).build());

        assertThat(json)
                .contains("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
                        + "\"description\":\"The weather\",\"parameters\":" + weather.schema() + "}}]");
    }

    @Test
    void areLeftOutIfNoneMayBeCalled() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .tools(weather)
                .toolChoice(ToolChoice.none())
                .build();

        assertThat(json(request)).doesNotContain("tools");
    }

    @Test
    void canNotBeForced() {
        ChatRequest.Builder request = ChatRequest.builder().user("Hi").tools(weather);

        assertUnsupported(request.toolChoice(ToolChoice.required()).build(), "tool choice");
        assertUnsupported(request.toolChoice(ToolChoice.named("get_weather")).build(), "tool choice");
    }

    @Test
    void doNotGoTogetherWithAnOutputFormat() {
        ChatRequest.Builder request =
                ChatRequest.builder().user("Hi").tools(weather).outputFormat(OutputFormat.json());

        assertUnsupported(request.build(), "ToolChoice.none()");
        assertThat(json(request.toolChoice(ToolChoice.none()).build())).contains("\"format\"");
    }

    private static String json(ChatRequest request) {
        return mapper().chat(request).json().toString();
    }

    private static OllamaRequestMapper mapper() {
        return new OllamaRequestMapper("m", OllamaOptions.none(), false, WHERE);
    }

    private static void assertUnsupported(ChatRequest request, String words) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> json(request))
                .withMessageContaining(words);
    }
}
