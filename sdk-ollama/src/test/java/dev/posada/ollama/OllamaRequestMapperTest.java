// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.OutputFormat;
import dev.posada.Thinking;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaRequestMapperTest {
    private static final ErrorDetails WHERE =
            ErrorDetails.none().host("ollama://test:1").model("m");

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

    private static final class ForeignOptions implements BackendOptions {}
}
