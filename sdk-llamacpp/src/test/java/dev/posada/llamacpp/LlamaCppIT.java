// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.Capability;
import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.CompletionRequest;
import dev.posada.Content;
import dev.posada.ContextLengthExceededException;
import dev.posada.FinishReason;
import dev.posada.HostHealth;
import dev.posada.InvalidRequestException;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.OutputFormat;
import dev.posada.Thinking;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import dev.posada.spi.Recognition;
import dev.posada.spi.Recognition.Certainty;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Runs against a real server: {@code POSADA_IT_LLAMACPP=llamacpp://localhost:8080}, started with the model Posada Tiny,
 * {@code --metrics} and {@code --slot-save-path}.
 */
@EnabledIfEnvironmentVariable(named = "POSADA_IT_LLAMACPP", matches = "llamacpp.*")
@Timeout(60)
class LlamaCppIT {
    record City(String city) {}

    private static final Tool WEATHER = Tool.of("get_weather", "Current weather in a city", City.class, query -> "fog");
    private static final Tool TIME = Tool.of("get_time", "Current time in a city", City.class, query -> "noon");

    private LlamaCpp host;
    private ChatModel model;

    @BeforeEach
    void open() {
        host = (LlamaCpp) ModelHost.open(System.getenv("POSADA_IT_LLAMACPP"));
        model = host.chatModel();
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static ChatRequest.Builder ask(String question) {
        return ChatRequest.builder().user(question).temperature(0).maxTokens(200);
    }

    @Test
    void chats() {
        ChatResponse response = model.chat(ask("Hello").thinking(Thinking.off()).build());

        assertThat(response.text()).isEqualTo("Hello! How can I help you?");
        assertThat(response.thinking()).isEmpty();
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage().inputTokens()).isPositive();
        assertThat(response.usage().cacheReadTokens()).isPresent();
        assertThat(response.timings().prompt()).isPresent();
        assertThat(response.timings().generation()).isPresent();
        assertThat(response.id()).isPresent();
    }

    @Test
    void streamsWords() {
        int words = 0;

        try (ChatStream stream = model.stream(ask("Hello").build())) {
            for (String word : stream.text()) {
                assertThat(word).isNotEmpty();
                words++;
            }
        }

        assertThat(words).isGreaterThan(3);
    }

    @Test
    void thinksAndSaysSoApart() {
        ChatResponse response =
                model.chat(ask("What is 2 plus 2?").thinking(Thinking.on()).build());

        assertThat(response.thinking()).isNotBlank();
        assertThat(response.text()).contains("4").doesNotContain("<think>");
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void thinksWithinItsBudget() {
        ChatResponse response =
                model.chat(ask("What is 2 plus 2?").thinking(Thinking.budget(3)).build());

        assertThat(host.api().tokenize(response.thinking())).hasSizeLessThanOrEqualTo(3);
        assertThat(response.text()).isNotBlank();
    }

    @Test
    void warnsThatThisModelHasNoLevelsOfThinking() {
        ChatResponse response = model.chat(ask("Hello").thinking(Thinking.low()).build());

        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.APPROXIMATED);
    }

    @Test
    void remembersTheConversation() {
        ChatRequest first = ask("My name is Ada.").thinking(Thinking.off()).build();

        ChatResponse second = model.chat(first.toBuilder()
                .add(model.chat(first).message())
                .user("What is my name?")
                .build());

        assertThat(second.text()).contains("Ada");
    }

    @Test
    void callsATool() {
        ChatRequest request =
                ask("What is the weather in Kiel?").tools(WEATHER, TIME).build();

        ChatResponse response = model.chat(request);

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(call.argumentsAs(City.class)).isEqualTo(new City("Kiel"));
        });
        ChatResponse answer = model.chat(request.toBuilder()
                .add(response.message())
                .add(Message.toolResult(response.toolCalls().get(0), "fog"))
                .build());
        assertThat(answer.text()).containsIgnoringCase("fog");
    }

    @Test
    void callsTheNamedTool() {
        ChatResponse response = model.chat(ask("What is the weather in Kiel?")
                .tools(WEATHER, TIME)
                .toolChoice(ToolChoice.named("get_weather"))
                .build());

        assertThat(response.toolCalls())
                .singleElement()
                .extracting(Content.ToolCall::name)
                .isEqualTo("get_weather");
    }

    /** With this model's template the server does not enforce that a tool is called, which is what the warning is for. */
    @Test
    void callsARequiredToolOrWarns() {
        ChatResponse response = model.chat(
                ask("Hello").tools(WEATHER).toolChoice(ToolChoice.required()).build());

        boolean warned =
                response.warnings().stream().anyMatch(warning -> warning.code().equals(ToolChoiceSink.NOT_CALLED));
        assertThat(warned).isEqualTo(response.toolCalls().isEmpty());
    }

    @Test
    void callsNoToolWhenItMustNot() {
        ChatResponse response = model.chat(ask("What is the weather in Kiel?")
                .tools(WEATHER)
                .toolChoice(ToolChoice.none())
                .build());

        assertThat(response.toolCalls()).isEmpty();
    }

    @Test
    void answersAfterASchema() {
        String schema =
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"],\"additionalProperties\":false}";

        ChatResponse response = model.chat(ask("I live in Kiel.")
                .outputFormat(OutputFormat.jsonSchema("place", schema))
                .build());

        assertThat(response.text()).matches("(?s)\\{\\s*\"city\"\\s*:\\s*\".*\"\\s*}");
    }

    @Test
    void answersAsAJavaType() {
        City city = model.chat(ask("I live in Kiel.").build(), City.class);

        assertThat(city.city()).isNotBlank();
    }

    @Test
    void answersInAnyJson() {
        ChatResponse response =
                model.chat(ask("Hello").outputFormat(OutputFormat.json()).build());

        assertThat(response.text()).startsWith("{").endsWith("}");
    }

    @Test
    void followsAGrammar() {
        ChatResponse response = model.chat(ask("Is water wet?")
                .options(LlamaCppOptions.builder()
                        .grammar("root ::= \"yes\" | \"no\"")
                        .build())
                .build());

        assertThat(response.text()).isIn("yes", "no");
    }

    @Test
    void tellsWhatIsWrongWithAGrammarOrASchema() {
        assertThatThrownBy(() -> model.chat(ask("Hello")
                        .options(LlamaCppOptions.builder().grammar("root ::= (").build())
                        .build()))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> model.chat(ask("Hello")
                        .outputFormat(OutputFormat.jsonSchema("odd", "{\"type\":\"strange\"}"))
                        .build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("strange");
    }

    @Test
    void takesAllOptions() {
        LlamaCppOptions options = LlamaCppOptions.builder()
                .samplers(
                        Sampler.PENALTIES, Sampler.DRY, Sampler.TOP_K, Sampler.MIN_P, Sampler.XTC, Sampler.TEMPERATURE)
                .topNSigma(2)
                .typicalP(0.9)
                .minKeep(1)
                .dynamicTemperatureRange(0.1)
                .dynamicTemperatureExponent(1)
                .repeatPenalty(1.1)
                .repeatLastN(32)
                .dryMultiplier(0.5)
                .dryBase(1.75)
                .dryAllowedLength(2)
                .dryPenaltyLastN(64)
                .drySequenceBreakers("\n")
                .xtcProbability(0.1)
                .xtcThreshold(0.1)
                .mirostat(0)
                .mirostatTau(5)
                .mirostatEta(0.1)
                .adaptiveTarget(-1)
                .adaptiveDecay(0.9)
                .bias(5, 0.5)
                .ban("zebra")
                .slot(0)
                .cachePrompt(true)
                .cacheReuse(0)
                .keep(0)
                .discard(0)
                .maxWritingTime(Duration.ofSeconds(20))
                .minIndent(0)
                .pingInterval(Duration.ofSeconds(5))
                .parallelToolCalls(false)
                .reasoningFormat(ReasoningFormat.DEEPSEEK)
                .reasoningBudget(20)
                .reasoningBudgetMessage(" enough.")
                .reasoningControl(true)
                .returnProgress(true)
                .templateArgument("enable_thinking", true)
                .build();

        ChatResponse response = model.chat(ask("Hello").options(options).build());

        assertThat(response.text()).isNotBlank();
        assertThat(response.extra()).containsKey("prompt_progress");
    }

    @Test
    void tellsHowLikelyTokensWere() {
        ChatResponse response =
                model.chat(ask("Hello").thinking(Thinking.off()).topLogprobs(3).build());

        assertThat(response.logprobs()).isNotEmpty().allSatisfy(token -> {
            assertThat(token.logprob()).isLessThanOrEqualTo(0);
            assertThat(token.alternatives()).hasSize(3);
        });
    }

    @Test
    void continuesItsOwnWords() {
        ChatRequest begun = ask("Hello")
                .thinking(Thinking.off())
                .assistant("Hello! I")
                .maxTokens(5)
                .build();

        assertThat(model.chat(begun).text()).startsWith("Hello! I");
        assertThat(model.chat(begun.toBuilder()
                                .options(LlamaCppOptions.builder()
                                        .continueFinalMessage()
                                        .build())
                                .build())
                        .text())
                .doesNotStartWith("Hello! I");
    }

    @Test
    void refusesAPictureForAModelThatCantSee() {
        Media picture = Media.of(Base64.getDecoder().decode("iVBORw0KGgo="), "image/png");

        assertThatThrownBy(() -> model.chat(
                        ChatRequest.builder().user(Content.image(picture)).build()))
                .isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void tellsThatAPromptIsTooLong() {
        assertThatThrownBy(() -> model.chat("word ".repeat(5_000)))
                .isInstanceOf(ContextLengthExceededException.class)
                .hasMessageContaining("tokens");
    }

    @Test
    void goesOnWithAText() {
        ChatResponse response = host.completionModel("")
                .complete(CompletionRequest.builder("The sky is")
                        .maxTokens(8)
                        .options(LlamaCppOptions.builder()
                                .returnTokens(true)
                                .logprobs(2)
                                .build())
                        .build());

        assertThat(response.text()).isNotBlank();
        assertThat(response.rawFinishReason()).isPresent();
        assertThat(response.usage().inputTokens()).isPositive();
        assertThat(response.extra()).containsKeys("tokens", "id_slot", "generation_settings");
        assertThat(response.logprobs()).isNotEmpty();
    }

    @Test
    void sendsOnlyTheFieldsThatAreWanted() {
        ChatResponse response = host.completionModel("")
                .complete(CompletionRequest.builder("The sky is")
                        .maxTokens(3)
                        .options(LlamaCppOptions.builder()
                                .responseFields("generation_settings/n_predict")
                                .build())
                        .build());

        assertThat(response.finishReason()).isNotEqualTo(FinishReason.OTHER);
        assertThat(response.usage().outputTokens()).isPositive();
        assertThat(response.extra()).containsEntry("generation_settings/n_predict", "3");
    }

    @Test
    void bindsACompletionToASchema() {
        ChatResponse response = host.completionModel("")
                .complete(CompletionRequest.builder("JSON: ")
                        .outputFormat(OutputFormat.jsonSchema("yes", "{\"type\":\"boolean\"}"))
                        .maxTokens(5)
                        .build());

        assertThat(response.text().strip()).isIn("true", "false");
    }

    @Test
    void fillsAGap() {
        ChatResponse response = host.completionModel("")
                .complete(CompletionRequest.builder("int add(int a, int b) {\n")
                        .suffix("\n}\n")
                        .maxTokens(16)
                        .options(LlamaCppOptions.builder()
                                .contextFile("math.h", "int add(int a, int b);")
                                .gapStart("    ")
                                .build())
                        .build());

        assertThat(response.usage().outputTokens()).isPositive();
    }

    @Test
    void countsTokensAsItThenReadsThem() {
        ChatRequest request =
                ask("What is the weather in Kiel?").tools(WEATHER).maxTokens(1).build();

        int counted = model.countTokens(request);

        assertThat(counted).isEqualTo(model.chat(request).usage().inputTokens());
        assertThat(host.api().tokenize(host.api().applyTemplate(request), true, true))
                .hasSize(counted);
    }

    @Test
    void makesTokensAndTextOfOneAnother() {
        String text = "Hellö 🏠, world";
        LlamaCppApi api = host.api();

        List<Integer> tokens = api.tokenize(text);

        assertThat(api.detokenize(tokens)).isEqualTo(text);
        assertThat(api.tokenPieces(text)).extracting(TokenPiece::id).isEqualTo(tokens);
    }

    @Test
    void namesTheFlagsForEmbeddingsAndReranking() {
        assertThatThrownBy(() -> host.embeddingModel("").embed("red apple"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("--embeddings");
        assertThatThrownBy(() -> host.rerankModel("").rerank("fruit", List.of("apple")))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("--reranking");
    }

    @Test
    void describesItselfAndItsModel() {
        LlamaCppProperties properties = host.api().properties();
        ModelInfo info = host.model(host.models().get(0).name());

        assertThat(properties.version()).isPresent();
        assertThat(info.contextWindow()).isEqualTo(properties.contextWindow());
        assertThat(info.capabilities().all())
                .contains(
                        Capability.CHAT,
                        Capability.TOOLS,
                        Capability.THINKING,
                        Capability.FILL_IN_THE_MIDDLE,
                        Capability.STRUCTURED_OUTPUT)
                .doesNotContain(Capability.EMBEDDING, Capability.RERANK, Capability.IMAGES);
        assertThat(info.loaded()).hasValue(true);
        assertThat(info.sizeBytes()).isPresent();
        assertThatThrownBy(() -> host.model("no such model")).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void isWell() {
        HostHealth health = host.health();

        assertThat(health.isUp()).isTrue();
        assertThat(health.version()).isPresent();
    }

    @Test
    void isRecognised() {
        Optional<Recognition> recognition =
                new LlamaCppProvider().recognise(host.url(), name -> Optional.empty(), Duration.ofSeconds(5));

        assertThat(recognition).hasValueSatisfying(found -> {
            assertThat(found.certainty()).isEqualTo(Certainty.NAMED);
            assertThat(found.host().models()).isNotEmpty();
        });
    }

    @Test
    void savesRestoresAndErasesASlot() {
        LlamaCppApi api = host.api();
        model.chat(
                ask("Hello").options(LlamaCppOptions.builder().slot(0).build()).build());

        SlotFile saved = api.saveSlot(0, "posada-it.bin");
        SlotFile restored = api.restoreSlot(0, "posada-it.bin");

        assertThat(saved.tokens()).isPositive();
        assertThat(restored.tokens()).isEqualTo(saved.tokens());
        assertThat(api.eraseSlot(0)).isEqualTo(saved.tokens());
    }

    @Test
    void measuresItself() {
        model.chat(ask("Hello").build());

        LlamaCppMetrics metrics = host.api().metrics();

        assertThat(metrics.predictedTokens()).isPositive();
        assertThat(metrics.predictedTime()).isPositive();
    }

    @Test
    void mixesNoAdapters() {
        host.api().setLoraAdapters(Map.of());

        assertThat(host.api().loraAdapters()).isEmpty();
    }

    @Test
    void endsItsThinkingWhenToldTo() {
        ChatRequest request = ask("Hello")
                .options(LlamaCppOptions.builder().reasoningControl(true).build())
                .build();

        try (ChatStream stream = model.stream(request)) {
            Iterator<ChatEvent> events = stream.iterator();
            ChatEvent.Started started = (ChatEvent.Started) events.next();
            host.api().endThinking(started.id().orElseThrow()); // a model as quick as this one may be done by now
            events.forEachRemaining(event -> {});

            assertThat(stream.response().text()).isNotBlank();
        }
    }

    @Test
    void freesTheSlotWhenAnAnswerIsLeftEarly() {
        ChatRequest endless = ask("Tell me a story.")
                .maxTokens(100_000)
                .options(LlamaCppOptions.builder().ignoreEndOfText(true).slot(1).build())
                .build();

        try (ChatStream stream = model.stream(endless)) {
            stream.iterator().next();
            assertThat(host.api().slots().get(1).busy()).isTrue();
        }

        assertThat(becomesTrue(() -> !host.api().slots().get(1).busy())).isTrue();
    }

    private static boolean becomesTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < deadline) {
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }
}
