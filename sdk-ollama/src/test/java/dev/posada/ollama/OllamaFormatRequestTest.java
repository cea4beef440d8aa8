// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.OutputFormat;
import org.junit.jupiter.api.Test;

class OllamaFormatRequestTest {
    private static final ErrorDetails WHERE =
            ErrorDetails.none().host("ollama://test:1").model("m");
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";

    @Test
    void isTheSchemaItselfAndNoText() {
        ChatRequest request = ChatRequest.builder()
                .user("Lima?")
                .outputFormat(OutputFormat.jsonSchema("place", SCHEMA))
                .build();

        assertThat(json(request)).contains("\"format\":" + SCHEMA);
    }

    @Test
    void isAnObjectForAnyJsonBecauseNotAllModelsHoldToTheWordJson() {
        ChatRequest request = ChatRequest.builder()
                .user("Lima, as JSON?")
                .outputFormat(OutputFormat.json())
                .build();

        assertThat(json(request)).contains("\"format\":{\"type\":\"object\"}").doesNotContain("system");
    }

    @Test
    void isDescribedToTheModelInInstructionsOfItsOwn() {
        ChatRequest request = ChatRequest.builder()
                .user("Lima?")
                .outputFormat(OutputFormat.jsonSchema("place", SCHEMA))
                .build();

        assertThat(json(request))
                .contains("\"messages\":[{\"role\":\"system\",\"content\":\"Answer with JSON alone, valid"
                        + " against this JSON Schema:\\n"
                        + SCHEMA.replace("\"", "\\\"") + "\"},{\"role\":\"user\"");
    }

    @Test
    void isDescribedAtTheEndOfTheInstructionsThatAreThere() {
        ChatRequest request = ChatRequest.builder()
                .system("Be brief.")
                .user("Lima?")
                .outputFormat(OutputFormat.jsonSchema("place", SCHEMA))
                .build();

        assertThat(json(request))
                .contains("\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\\n\\nAnswer with JSON alone")
                .containsOnlyOnce("\"role\":\"system\"");
    }

    @Test
    void isNotDescribedTwice() {
        ChatRequest request = ChatRequest.builder()
                .user("Lima? Answer as " + SCHEMA)
                .outputFormat(OutputFormat.jsonSchema("place", SCHEMA))
                .build();

        assertThat(json(request)).doesNotContain("system");
    }

    @Test
    void isNotDescribedIfTheOptionsSayNo() {
        ChatRequest request = ChatRequest.builder()
                .user("Lima?")
                .outputFormat(OutputFormat.jsonSchema("place", SCHEMA))
                .options(OllamaOptions.builder().schemaInPrompt(false).build())
                .build();

        assertThat(json(request)).doesNotContain("system").contains("\"format\":" + SCHEMA);
    }

    @Test
    void isAWarningForModelsOfTheCloud() {
        OllamaRequestMapper mapper = new OllamaRequestMapper("m:cloud", OllamaOptions.none(), true, WHERE);
        ChatRequest request = ChatRequest.builder()
                .user("Lima?")
                .outputFormat(OutputFormat.json())
                .build();

        assertThat(mapper.chat(request).warnings())
                .extracting(ChatWarning::code)
                .containsExactly(ChatWarning.APPROXIMATED);
    }

    private static String json(ChatRequest request) {
        return mapper().chat(request).json().toString();
    }

    private static OllamaRequestMapper mapper() {
        return new OllamaRequestMapper("m", OllamaOptions.none(), false, WHERE);
    }
}
