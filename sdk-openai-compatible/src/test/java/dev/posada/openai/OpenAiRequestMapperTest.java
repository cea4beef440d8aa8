// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ChatRequest;
import dev.posada.CompletionRequest;
import dev.posada.EmbeddingRequest;
import dev.posada.InvalidRequestException;
import dev.posada.OutputFormat;
import dev.posada.UnsupportedFeatureException;
import dev.posada.openai.Dialect.Dimensions;
import dev.posada.openai.Dialect.EmbeddingEncoding;
import dev.posada.openai.Dialect.JsonForm;
import dev.posada.openai.Dialect.RerankForm;
import dev.posada.openai.Dialect.SchemaForm;
import dev.posada.openai.Dialect.SchemaHint;
import dev.posada.openai.Dialect.TokenLimit;
import dev.posada.openai.Dialect.UsageRequest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiRequestMapperTest {
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},\"required\":[\"a\"],"
                    + "\"additionalProperties\":false}";
    private static final UnaryOperator<Dialect.Builder> STANDARD = UnaryOperator.identity();

    private static ChatRequest.Builder request() {
        return ChatRequest.builder();
    }

    @Test
    void sendsNothingThatTheCallerDidNotSet() {
        assertThat(Written.settings(request())).isEmpty();
    }

    @Test
    void asksForAStreamAndForTheCountOfTokens() {
        String json =
                Written.mapper(STANDARD).chat(ChatRequest.of("Hi"), true).json().toString();

        assertThat(json).endsWith(",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void doesNotAskForTheCountOfTokensWhereThatIsNotKnown() {
        String json = Written.mapper(dialect -> dialect.usage(UsageRequest.UNASKED))
                .chat(ChatRequest.of("Hi"), true)
                .json()
                .toString();

        assertThat(json).endsWith(",\"stream\":true}");
    }

    @Test
    void leavesAnEmptyModelOut() {
        String json = Written.mapper("", Dialect.standard())
                .chat(ChatRequest.of("Hi"), false)
                .json()
                .toString();

        assertThat(json).isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    @Test
    void writesEverySamplingSettingUnderItsName() {
        String settings = Written.settings(request()
                .temperature(0.2)
                .topP(0.9)
                .topK(40)
                .minP(0.05)
                .presencePenalty(0.5)
                .frequencyPenalty(-0.5)
                .seed(7)
                .maxTokens(64)
                .stop("END", "\n\n"));

        assertThat(settings)
                .isEqualTo("\"temperature\":0.2,\"top_p\":0.9,\"top_k\":40,\"min_p\":0.05,\"presence_penalty\":0.5,"
                        + "\"frequency_penalty\":-0.5,\"seed\":7,\"max_tokens\":64,\"stop\":[\"END\",\"\\n\\n\"]");
    }

    @Test
    void namesTheTokenLimitAsTheDialectSays() {
        String settings = Written.settings(
                request().maxTokens(64), dialect -> dialect.tokenLimit(TokenLimit.MAX_COMPLETION_TOKENS));

        assertThat(settings).isEqualTo("\"max_completion_tokens\":64");
    }

    @Test
    void refusesSamplersThatTheServerDoesNotHave() {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> Written.settings(request().topK(40), Dialect.Builder::samplers))
                .withMessageContaining("topK");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> Written.settings(request().minP(0.1), Dialect.Builder::samplers))
                .withMessageContaining("minP");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | \"logprobs\":true", "5 | \"logprobs\":true,\"top_logprobs\":5"})
    void asksForProbabilities(int alternatives, String expected) {
        assertThat(Written.settings(request().topLogprobs(alternatives))).isEqualTo(expected);
    }

    @Test
    void refusesARequestWithoutMessages() {
        ChatRequest empty = ChatRequest.builder().build();

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Written.mapper(STANDARD).chat(empty, true))
                .withMessageContaining("no messages");
    }

    @Nested
    class FieldsOfTheCaller {
        @Test
        void winOverTheCommonSettingsAndStandOnce() {
            String settings = Written.settings(request()
                    .maxTokens(64)
                    .temperature(0.2)
                    .options(OpenAiOptions.builder()
                            .field("max_tokens", "65")
                            .minTokens(2)
                            .build())
                    .extra("min_tokens", "3")
                    .extra("temperature", "0.3"));

            assertThat(settings).isEqualTo("\"max_tokens\":65,\"min_tokens\":3,\"temperature\":0.3");
        }

        @Test
        void mayReplaceTheMessages() {
            String json = Written.mapper(STANDARD)
                    .chat(
                            ChatRequest.builder()
                                    .user("Hi")
                                    .extra("messages", "[]")
                                    .build(),
                            false)
                    .json()
                    .toString();

            assertThat(json).isEqualTo("{\"model\":\"tiny\",\"messages\":[]}");
        }

        @Test
        void mayNotAskForSeveralAnswers() {
            assertThatExceptionOfType(UnsupportedFeatureException.class)
                    .isThrownBy(() -> Written.settings(request().extra("n", "2")))
                    .withMessageContaining("one answer");
        }
    }

    @Nested
    class Formats {
        private String format(OutputFormat format, UnaryOperator<Dialect.Builder> change) {
            return Written.settings(
                    request().outputFormat(format), dialect -> change.apply(dialect.schemaHint(SchemaHint.NONE)));
        }

        @Test
        void ofAnyJson() {
            assertThat(format(OutputFormat.json(), STANDARD))
                    .isEqualTo("\"response_format\":{\"type\":\"json_object\"}");
        }

        @Test
        void ofAnyJsonWhereServersWantASchemaForIt() {
            assertThat(format(OutputFormat.json(), dialect -> dialect.json(JsonForm.OBJECT_SCHEMA)))
                    .isEqualTo("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"object\","
                            + "\"schema\":{\"type\":\"object\"}}}");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        NESTED             | "response_format":{"type":"json_schema","json_schema":{"name":"pair","strict":true,"schema":SCHEMA}}
                        IN_JSON_OBJECT     | "response_format":{"type":"json_object","schema":SCHEMA}
                        AS_VALUE           | "response_format":{"type":"json_object","value":SCHEMA}
                        TOP_LEVEL          | "json_schema":SCHEMA
                        GUIDED_JSON        | "guided_json":SCHEMA
                        STRUCTURED_OUTPUTS | "structured_outputs":{"json":SCHEMA}
                        """)
        void ofASchemaGoWhereTheServerLooksForThem(SchemaForm form, String expected) {
            String format = format(OutputFormat.jsonSchema("pair", SCHEMA), dialect -> dialect.jsonSchema(form));

            assertThat(format).isEqualTo(expected.replace("SCHEMA", SCHEMA));
        }

        @Test
        void ofASchemaAreShownToTheModel() {
            ChatRequest request = ChatRequest.builder()
                    .system("Be brief.")
                    .user("Hi")
                    .outputFormat(OutputFormat.jsonSchema("pair", SCHEMA))
                    .build();

            String messages = Written.messages(request, STANDARD);

            assertThat(messages)
                    .startsWith("[{\"role\":\"system\",\"content\":\"Be brief.\\n\\nAnswer with JSON alone");
        }

        @Test
        void areShownInAMessageOfTheirOwnWhereThereAreNoInstructions() {
            ChatRequest request = ChatRequest.builder()
                    .user("Hi")
                    .outputFormat(OutputFormat.jsonSchema("pair", SCHEMA))
                    .build();

            String messages = Written.messages(request, STANDARD);

            assertThat(messages).startsWith("[{\"role\":\"system\",\"content\":\"Answer with JSON alone");
        }

        @Test
        void areNotShownTwice() {
            ChatRequest request = ChatRequest.builder()
                    .user("Fill this in: " + SCHEMA)
                    .outputFormat(OutputFormat.jsonSchema("pair", SCHEMA))
                    .build();

            assertThat(Written.messages(request, STANDARD)).doesNotContain("Answer with JSON alone");
        }

        @Test
        void areNotShownIfTheOptionsForbidIt() {
            ChatRequest request = ChatRequest.builder()
                    .user("Hi")
                    .outputFormat(OutputFormat.jsonSchema("pair", SCHEMA))
                    .options(OpenAiOptions.builder().schemaInPrompt(false).build())
                    .build();

            assertThat(Written.messages(request, STANDARD)).doesNotContain("Answer with JSON alone");
        }
    }

    @Nested
    class Completions {
        private String body(CompletionRequest request) {
            return Written.mapper(dialect -> dialect.tokenLimit(TokenLimit.MAX_COMPLETION_TOKENS))
                    .completion(request)
                    .json()
                    .toString();
        }

        @Test
        void writeThePromptAsItIs() {
            String body = body(CompletionRequest.builder("The sky is")
                    .maxTokens(3)
                    .stop(".")
                    .build());

            assertThat(body)
                    .isEqualTo("{\"model\":\"tiny\",\"prompt\":\"The sky is\",\"stream\":true,"
                            + "\"stream_options\":{\"include_usage\":true},\"max_tokens\":3,\"stop\":[\".\"]}");
        }

        @Test
        void refuseAGapUnlessItIsAnExtraField() {
            assertThatExceptionOfType(UnsupportedFeatureException.class)
                    .isThrownBy(() ->
                            body(CompletionRequest.builder("a").suffix("c").build()))
                    .withMessageContaining("suffix");
            assertThat(body(CompletionRequest.builder("a")
                            .extra("suffix", "\"c\"")
                            .build()))
                    .contains("\"suffix\":\"c\"");
        }
    }

    @Nested
    class Embeddings {
        private String body(EmbeddingRequest request, UnaryOperator<Dialect.Builder> change) {
            return Written.mapper(change).embedding(request).json().toString();
        }

        @Test
        void askForFloatsUnlessTheDialectSaysOtherwise() {
            EmbeddingRequest request = EmbeddingRequest.of(List.of("red", "blue"));

            assertThat(body(request, STANDARD))
                    .isEqualTo("{\"model\":\"tiny\",\"input\":[\"red\",\"blue\"],\"encoding_format\":\"float\"}");
            assertThat(body(request, dialect -> dialect.embeddingEncoding(EmbeddingEncoding.BASE64)))
                    .contains("\"encoding_format\":\"base64\"");
            assertThat(body(request, dialect -> dialect.embeddingEncoding(EmbeddingEncoding.UNASKED)))
                    .doesNotContain("encoding_format");
        }

        @Test
        void askForALengthOnlyWhereThatIsPossible() {
            EmbeddingRequest request = EmbeddingRequest.of(List.of("red")).dimensions(64);

            assertThat(body(request, STANDARD)).contains("\"dimensions\":64");
            assertThatExceptionOfType(UnsupportedFeatureException.class)
                    .isThrownBy(() -> body(request, dialect -> dialect.dimensions(Dimensions.FIXED)))
                    .withMessageContaining("dimensions");
        }

        @Test
        void refuseToCutTextsButTakeTheServersOwnField() {
            EmbeddingRequest request = EmbeddingRequest.of(List.of("red"));
            OpenAiOptions cut = OpenAiOptions.builder()
                    .field("truncate_prompt_tokens", "-1")
                    .build();

            assertThatExceptionOfType(UnsupportedFeatureException.class)
                    .isThrownBy(() -> body(request.truncate(true), STANDARD))
                    .withMessageContaining("truncate_prompt_tokens");
            assertThat(body(request.options(cut), STANDARD)).contains("\"truncate_prompt_tokens\":-1");
        }
    }

    @Nested
    class Reranking {
        private String body(int limit, UnaryOperator<Dialect.Builder> change) {
            return Written.mapper(change)
                    .rerank("citrus", List.of("a lemon", "a hammer"), limit)
                    .toString();
        }

        @Test
        void namesTheDocumentsAsTheDialectSays() {
            assertThat(body(1, STANDARD))
                    .isEqualTo("{\"model\":\"tiny\",\"query\":\"citrus\",\"documents\":[\"a lemon\",\"a hammer\"],"
                            + "\"top_n\":1}");
            assertThat(body(1, dialect -> dialect.rerank(RerankForm.TEXTS)))
                    .isEqualTo("{\"model\":\"tiny\",\"query\":\"citrus\",\"texts\":[\"a lemon\",\"a hammer\"]}");
        }

        @Test
        void doesNotAskForMoreThanThereIs() {
            assertThat(body(10, STANDARD)).contains("\"top_n\":2");
        }
    }
}
