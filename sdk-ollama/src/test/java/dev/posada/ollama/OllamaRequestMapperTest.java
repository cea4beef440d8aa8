// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.CompletionRequest;
import dev.posada.EmbeddingRequest;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.OutputFormat;
import dev.posada.Thinking;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaRequestMapperTest {
    private static final ErrorDetails WHERE =
            ErrorDetails.none().host("ollama://test:1").model("m");
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";

    record Place(String city) {}

    private final Tool weather = Tool.of("get_weather", "The weather", Place.class, Place::city);

    @Test
    void sendsTheSettingsThatAllBackendsShare() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .temperature(0)
                .topP(0.5)
                .topK(7)
                .minP(0.1)
                .presencePenalty(1.5)
                .frequencyPenalty(-0.5)
                .seed(42)
                .maxTokens(9)
                .stop("\n\n", "END")
                .build();

        String json = json(request);

        assertThat(json)
                .isEqualTo("{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"options\":{\"temperature\":0.0,\"top_p\":0.5,\"top_k\":7,\"min_p\":0.1,\"presence_penalty\":1.5,"
                        + "\"frequency_penalty\":-0.5,\"seed\":42,\"num_predict\":9,\"stop\":[\"\\n\\n\",\"END\"]}}");
    }

    @Test
    void sendsNothingThatWasNotSet() {
        String json = json(ChatRequest.of("Hi"));

        assertThat(json)
                .isEqualTo("{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    @Test
    void asksForLogprobs() {
        assertThat(json(ChatRequest.builder().user("Hi").topLogprobs(3).build()))
                .contains("\"logprobs\":true,\"top_logprobs\":3");
    }

    @Test
    void refusesAConversationWithoutMessagesBecauseThatOnlyLoadsTheModel() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> json(ChatRequest.builder().build()))
                .satisfies(e -> assertThat(e.model()).contains("m"))
                .satisfies(e -> assertThat(e.host()).contains("ollama://test:1"));
    }

    @Nested
    class Options {
        @Test
        void ofTheRequestWinOverThoseOfTheHostOneByOne() {
            OllamaOptions host =
                    OllamaOptions.builder().numCtx(8192).numGpu(0).shift(false).build();
            OllamaOptions own =
                    OllamaOptions.builder().numCtx(4096).keepAliveForever().build();
            OllamaRequestMapper mapper = new OllamaRequestMapper("m", host, false, WHERE);

            String json = mapper.chat(
                            ChatRequest.builder().user("Hi").options(own).build())
                    .json()
                    .toString();

            assertThat(json)
                    .endsWith("\"options\":{\"num_ctx\":4096,\"num_gpu\":0},\"shift\":false,\"keep_alive\":-1}");
        }

        @Test
        void winOverTheSharedSettings() {
            OllamaOptions options = OllamaOptions.builder().numPredict(-1).build();

            String json = json(ChatRequest.builder()
                    .user("Hi")
                    .maxTokens(5)
                    .options(options)
                    .build());

            assertThat(json).contains("\"options\":{\"num_predict\":-1}");
        }

        @Test
        void ofOtherBackendsAloneAreAWarning() {
            ChatRequest request = ChatRequest.builder()
                    .user("Hi")
                    .options(new ForeignOptions())
                    .build();

            assertThat(warnings(request)).containsExactly(ChatWarning.FOREIGN_OPTIONS);
        }

        @Test
        void ofOtherBackendsBesideOwnOnesAreNone() {
            ChatRequest request = ChatRequest.builder()
                    .user("Hi")
                    .options(new ForeignOptions())
                    .options(OllamaOptions.builder().numCtx(1).build())
                    .build();

            assertThat(warnings(request)).isEmpty();
        }
    }

    @Nested
    class RawFields {
        @Test
        void goToTheTopAndStandInForWhatTheRequestMeans() {
            OllamaOptions options =
                    OllamaOptions.builder().field("think", "\"max\"").build();
            ChatRequest request = ChatRequest.builder()
                    .user("Hi")
                    .thinking(Thinking.off())
                    .outputFormat(OutputFormat.json())
                    .options(options)
                    .extra("format", "\"json\"")
                    .extra("_debug_render_only", "true")
                    .build();

            String json = json(request);

            assertThat(json).endsWith(",\"think\":\"max\",\"format\":\"json\",\"_debug_render_only\":true}");
            assertThat(json.split("\"think\"", -1)).hasSize(2);
            assertThat(json.split("\"format\"", -1)).hasSize(2);
        }

        @ParameterizedTest
        @CsvSource({"model", "messages", "stream", "prompt", "input"})
        void canNotStandInForWhatTheRequestIs(String name) {
            ChatRequest request =
                    ChatRequest.builder().user("Hi").extra(name, "1").build();

            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> json(request))
                    .withMessageContaining(name);
        }

        @Test
        void canNotSilenceTypedOptions() {
            ChatRequest request = ChatRequest.builder()
                    .user("Hi")
                    .seed(1)
                    .extra("options", "{\"num_ctx\":1}")
                    .build();

            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> json(request))
                    .withMessageContaining("seed");
        }

        @Test
        void maySetAllOptionsIfNoneAreTyped() {
            ChatRequest request = ChatRequest.builder()
                    .user("Hi")
                    .extra("options", "{\"num_ctx\":1}")
                    .build();

            assertThat(json(request)).endsWith(",\"options\":{\"num_ctx\":1}}");
        }
    }

    @Nested
    class ThinkingSetting {
        @ParameterizedTest
        @CsvSource({"qwen3, off, false", "qwen3, on, true", "gpt-oss:20b, on, true"})
        void isABoolean(String model, String setting, String value) {
            Thinking thinking = setting.equals("on") ? Thinking.on() : Thinking.off();

            assertThat(think(model, thinking)).contains("\"think\":" + value);
        }

        @Test
        void isALevel() {
            assertThat(think("m", Thinking.low())).contains("\"think\":\"low\"");
            assertThat(think("m", Thinking.medium())).contains("\"think\":\"medium\"");
            assertThat(think("m", Thinking.high())).contains("\"think\":\"high\"");
        }

        @ParameterizedTest
        @CsvSource({"1, low", "1024, low", "1025, medium", "8192, medium", "8193, high", "100000, high"})
        void isTheNearestLevelForABudgetWithAWarning(int tokens, String level) {
            ChatRequest request = ChatRequest.builder()
                    .user("Hi")
                    .thinking(Thinking.budget(tokens))
                    .build();

            assertThat(json(request)).contains("\"think\":\"" + level + "\"");
            assertThat(warnings(request)).containsExactly(ChatWarning.APPROXIMATED);
        }

        @Test
        void canNotBeOffForModelsThatAlwaysThink() {
            OllamaRequestMapper mapper = mapper("gpt-oss:20b");
            ChatRequest request =
                    ChatRequest.builder().user("Hi").thinking(Thinking.off()).build();

            OllamaBody body = mapper.chat(request);

            assertThat(body.json().toString()).contains("\"think\":\"low\"");
            assertThat(body.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.APPROXIMATED);
        }

        private String think(String model, Thinking thinking) {
            OllamaBody body = mapper(model)
                    .chat(ChatRequest.builder().user("Hi").thinking(thinking).build());
            assertThat(body.warnings()).isEmpty();
            return body.json().toString();
        }
    }

    @Nested
    class Tools {
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
            assertUnsupported(
                    request.toolChoice(ToolChoice.named("get_weather")).build(), "tool choice");
        }

        @Test
        void doNotGoTogetherWithAnOutputFormat() {
            ChatRequest.Builder request =
                    ChatRequest.builder().user("Hi").tools(weather).outputFormat(OutputFormat.json());

            assertUnsupported(request.build(), "ToolChoice.none()");
            assertThat(json(request.toolChoice(ToolChoice.none()).build())).contains("\"format\"");
        }
    }

    @Nested
    class Format {
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

            assertThat(json(request))
                    .contains("\"format\":{\"type\":\"object\"}")
                    .doesNotContain("system");
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
    }

    @Nested
    class Completions {
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

            String json = completion(CompletionRequest.builder("Hi")
                    .options(options)
                    .maxTokens(3)
                    .build());

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
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> completion(CompletionRequest.of("")));
        }

        private String completion(CompletionRequest request) {
            return mapper("m").completion(request).json().toString();
        }
    }

    @Nested
    class Embeddings {
        @Test
        void areNotCutUnlessTheRequestAllowsIt() {
            EmbeddingRequest request = EmbeddingRequest.of(List.of("red", "blue"));

            assertThat(embedding(request))
                    .isEqualTo("{\"model\":\"m\",\"input\":[\"red\",\"blue\"],\"truncate\":false}");
            assertThat(embedding(request.truncate(true).dimensions(256)))
                    .isEqualTo("{\"model\":\"m\",\"input\":[\"red\",\"blue\"],\"truncate\":true,\"dimensions\":256}");
        }

        @Test
        void takeOptionsOfTheirOwn() {
            OllamaOptions options =
                    OllamaOptions.builder().numCtx(2048).keepAliveForever().build();

            String json = embedding(EmbeddingRequest.of(List.of("red")).options(options));

            assertThat(json).endsWith("\"options\":{\"num_ctx\":2048},\"keep_alive\":-1}");
        }

        private String embedding(EmbeddingRequest request) {
            return mapper("m").embedding(request).json().toString();
        }
    }

    private static OllamaRequestMapper mapper(String model) {
        return new OllamaRequestMapper(model, OllamaOptions.none(), false, WHERE);
    }

    private static String json(ChatRequest request) {
        return mapper("m").chat(request).json().toString();
    }

    private static List<String> warnings(ChatRequest request) {
        return mapper("m").chat(request).warnings().stream()
                .map(ChatWarning::code)
                .toList();
    }

    private static void assertUnsupported(ChatRequest request, String words) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> json(request))
                .withMessageContaining(words);
    }

    private static final class ForeignOptions implements BackendOptions {}
}
