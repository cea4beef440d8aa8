// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatEvent;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.HostUnavailableException;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.OutputFormat;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.StreamInterruptedException;
import dev.posada.Thinking;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaCppChatTest {
    record Port(String port) {}

    private static final Tool TIDE = Tool.of("get_tide", "Tide times of a port", Port.class, port -> "17:42");
    private static final Tool WEATHER = Tool.of("get_weather", "Weather at a port", Port.class, port -> "fog");

    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private ChatResponse chat(ChatRequest request) {
        return server.host().chatModel("house-model").chat(request);
    }

    private ChatResponse chat() {
        return chat(ChatRequest.of("Name the largest lake in Africa."));
    }

    @Test
    void countsTokensFromTheCacheAndTimes() {
        server.shows("chat-counts-cached-tokens-and-times");

        ChatResponse response = chat();

        assertThat(response.text()).isEqualTo("Lake Victoria.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage().inputTokens()).isEqualTo(27);
        assertThat(response.usage().outputTokens()).isEqualTo(5);
        assertThat(response.usage().cacheReadTokens()).hasValue(12);
        assertThat(response.timings().prompt()).hasValue(Duration.ofNanos(41_700_000));
        assertThat(response.timings().generation()).hasValue(Duration.ofNanos(88_200_000));
        assertThat(response.extra().get("timings")).contains("\"cache_n\":12");
        assertThat(response.extra().get("system_fingerprint")).isEqualTo("\"b10472-34af94c\"");
    }

    @Test
    void tellsWhichModelAnsweredWhateverWasAskedFor() {
        server.shows("chat-counts-cached-tokens-and-times");

        assertThat(chat().model()).isEqualTo("qwen3-8b-q4");
        assertThat(server.latest().getBodyAsString()).contains("\"model\":\"house-model\"");
    }

    @Test
    void namesNoModelWhereThereIsOne() {
        server.shows("chat-counts-cached-tokens-and-times");

        server.host().chatModel().chat("Hello");

        assertThat(server.latest().getBodyAsString()).doesNotContain("\"model\"");
    }

    @Test
    void keepsThinkingApartAndTakesPingsForNothing() {
        server.shows("chat-thinks-between-pings");

        ChatResponse response = chat();

        assertThat(response.thinking()).isEqualTo("The user wants a lake.");
        assertThat(response.text()).isEqualTo("Lake Victoria.");
    }

    @Test
    void takesAnAnswerThatIsAllThinkingForAnAnswer() {
        server.shows("chat-is-all-thinking");

        ChatResponse response = chat();

        assertThat(response.text()).isEmpty();
        assertThat(response.thinking()).isEqualTo("Hm. Well.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void tellsThatThinkingUsedUpTheTokens() {
        server.shows("chat-is-cut-while-it-thinks");

        assertThat(chat().finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void takesProgressOfThePromptForNoText() {
        server.shows("chat-shows-progress-of-the-prompt");

        ChatResponse response = chat(ChatRequest.builder()
                .user("Hello")
                .options(LlamaCppOptions.builder().returnProgress(true).build())
                .build());

        assertThat(response.text()).isEqualTo("Yes.");
        assertThat(response.extra().get("prompt_progress")).contains("\"processed\":800");
    }

    @Test
    void doesWithoutUsageWhereAnOlderServerOrAProxySendsNone() {
        server.shows("chat-without-usage");

        ChatResponse response = chat();

        assertThat(response.usage().totalTokens()).isZero();
        assertThat(response.timings().generation()).hasValue(Duration.ofNanos(2_500_000));
    }

    @Test
    void keepsFieldsThatItDoesNotKnow() {
        server.shows("chat-has-fields-of-the-future");

        ChatResponse response = chat();

        assertThat(response.text()).isEqualTo("Yes.");
        assertThat(response.extra()).containsEntry("novelty", "{\"a\":[1,2]}").containsEntry("hello", "1");
    }

    @Test
    void tellsHowLikelyTokensWere() {
        server.shows("chat-tells-probabilities");

        ChatResponse response =
                chat(ChatRequest.builder().user("Yes?").topLogprobs(2).build());

        assertThat(response.logprobs()).singleElement().satisfies(token -> {
            assertThat(token.token()).isEqualTo("Yes");
            assertThat(token.logprob()).isEqualTo(-0.25);
            assertThat(token.alternatives()).extracting("token").containsExactly("Yes", "No");
        });
    }

    @Test
    void repeatsAnAnswerThatWasBegunAsTheServerDoes() {
        server.shows("chat-repeats-the-begun-answer");

        ChatResponse response = chat(ChatRequest.builder()
                .user("When is high tide?")
                .assistant("The tide comes")
                .build());

        assertThat(response.text()).isEqualTo("The tide comes at noon.");
    }

    // ---- tools

    private static ChatRequest withTools(Tool... tools) {
        return ChatRequest.builder()
                .user("When is high tide in Brest?")
                .tools(tools)
                .build();
    }

    @Test
    void putsAToolCallTogetherFromFragments() {
        server.shows("chat-calls-a-tool-in-fragments");

        ChatResponse response = chat(withTools(TIDE));

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.toolCalls())
                .containsExactly(
                        new Content.ToolCall("k9Xb3mQ7wE1rT5yU8iO2pA4sD6fG0hJz", "get_tide", "{\"port\":\"Brest\"}"));
    }

    @Test
    void keepsInterleavedToolCallsApart() {
        server.shows("chat-calls-two-tools-interleaved");

        ChatResponse response = chat(withTools(TIDE, WEATHER));

        assertThat(response.text()).isEqualTo("Both at once. ");
        assertThat(response.toolCalls())
                .containsExactly(
                        new Content.ToolCall("idA", "get_tide", "{\"port\":\"Brest\"}"),
                        new Content.ToolCall("idB", "get_weather", "{\"city\":\"Kiel\"}"));
    }

    @Test
    void takesNoArgumentsForAnEmptyObject() {
        server.shows("chat-calls-a-tool-without-arguments");

        assertThat(chat(withTools(TIDE)).toolCalls())
                .singleElement()
                .extracting(Content.ToolCall::arguments)
                .isEqualTo("{}");
    }

    @Test
    void doesNotAppendANameThatIsSentAgain() {
        server.shows("chat-sends-the-longer-name-again");

        assertThat(chat(withTools(TIDE)).toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("get_tide");
            assertThat(call.arguments()).isEqualTo("{\"port\":\"Brest\"}");
        });
    }

    @Test
    void showsArgumentsThatWereCutOffAsTheyAre() {
        server.shows("chat-is-cut-in-a-tool-call");

        ChatResponse response = chat(withTools(TIDE));

        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.arguments()).isEqualTo("{\"port\":\"Bre");
            assertThat(call.argumentsProblem()).isPresent();
        });
        assertThat(response.warnings()).extracting(ChatWarning::code).contains(ChatWarning.INVALID_TOOL_ARGUMENTS);
    }

    @Test
    void forcesAToolByItsNameAsTheServerUnderstandsIt() {
        server.shows("chat-must-call-the-only-tool");

        ChatResponse response = chat(withTools(TIDE, WEATHER).toBuilder()
                .toolChoice(ToolChoice.named("get_tide"))
                .build());

        assertThat(response.toolCalls()).hasSize(1);
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void warnsWhenAModelTalksThoughItMustCallATool() {
        server.shows("chat-counts-cached-tokens-and-times");

        ChatResponse response = chat(
                withTools(TIDE).toBuilder().toolChoice(ToolChoice.required()).build());

        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ToolChoiceSink.NOT_CALLED);
    }

    @Test
    void sendsCallsAndResultsBackInTheFormThatOldServersTakeToo() {
        server.shows("chat-gets-the-tool-result");
        Content.ToolCall call =
                new Content.ToolCall("k9Xb3mQ7wE1rT5yU8iO2pA4sD6fG0hJz", "get_tide", "{\"port\":\"Brest\"}");

        ChatResponse response = chat(withTools(TIDE).toBuilder()
                .add(new Message.Assistant(List.of(call)))
                .add(Message.toolResult(call, "17:42"))
                .build());

        assertThat(response.text()).isEqualTo("At 17:42.");
    }

    // ---- pictures, sounds

    private static final Media PICTURE = Media.of(Base64.getDecoder().decode("iVBORw0KGgo="), "image/png");
    private static final Media SOUND = Media.of(Base64.getDecoder().decode("UklGRgAAAABXQVZF"), "audio/wav");

    @Test
    void showsPicturesAsDataUris() {
        server.shows("props-of-a-model-that-sees-and-hears", "chat-sees-a-picture");

        ChatResponse response = chat(ChatRequest.builder()
                .user(Content.text("What is this?"), Content.image(PICTURE))
                .build());

        assertThat(response.text()).isEqualTo("A lake.");
    }

    @Test
    void playsSoundsAsBareBase64() {
        server.shows("props-of-a-model-that-sees-and-hears", "chat-hears-a-sound");

        ChatResponse response = chat(ChatRequest.builder()
                .user(Content.text("What is this?"), new Content.Audio(SOUND))
                .build());

        assertThat(response.text()).isEqualTo("A gull.");
    }

    @Test
    void uploadsNoPictureToAModelThatCantSee() {
        server.shows("props");

        assertThatThrownBy(() ->
                        chat(ChatRequest.builder().user(Content.image(PICTURE)).build()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("--mmproj");
        assertThat(server.requests()).containsExactly("GET /props?model=house-model&autoload=false");
    }

    @Test
    void sendsAPictureAllTheSameWhereTheServerTellsNothing() {
        server.shows("props-want-a-key", "chat-sees-a-picture");

        ChatResponse response =
                chat(ChatRequest.builder().user(Content.image(PICTURE)).build());

        assertThat(response.text()).isEqualTo("A lake.");
    }

    @Test
    void refusesDocumentsAndVideosBeforeSendingThem() {
        Media pdf = Media.at(URI.create("https://example.org/a.pdf"), "application/pdf");

        assertThatThrownBy(() -> chat(ChatRequest.builder()
                        .user(new Content.Document("a.pdf", pdf))
                        .build()))
                .isInstanceOf(UnsupportedFeatureException.class);
        assertThatThrownBy(() ->
                        chat(ChatRequest.builder().user(new Content.Video(pdf)).build()))
                .isInstanceOf(UnsupportedFeatureException.class);
        assertThat(server.requests()).isEmpty();
    }

    // ---- the form of the answer

    @Test
    void bindsTheAnswerToASchema() {
        server.shows("chat-answers-in-json");
        String schema =
                "{\"type\":\"object\",\"properties\":{\"brand\":{\"type\":\"string\"}},\"required\":[\"brand\"]}";

        ChatResponse response = chat(ChatRequest.builder()
                .user("Read the label.")
                .outputFormat(OutputFormat.jsonSchema("label", schema))
                .build());

        assertThat(response.text()).isEqualTo("{\"brand\":\"Nordkap\",\"millilitres\":330}");
    }

    @Test
    void asksForAnyJsonWithASchemaSinceTheServerIgnoresTheBareWish() {
        server.shows("chat-takes-any-json");

        assertThat(chat(ChatRequest.builder()
                                .user("Hello")
                                .outputFormat(OutputFormat.json())
                                .build())
                        .text())
                .isEqualTo("{}");
    }

    @Test
    void switchesThinkingOffUnderAGrammar() {
        server.shows("chat-follows-a-grammar");

        ChatResponse response = chat(ChatRequest.builder()
                .user("Is water wet?")
                .options(LlamaCppOptions.builder()
                        .grammar("root ::= \"yes\" | \"no\"")
                        .build())
                .build());

        assertThat(response.text()).isEqualTo("yes");
    }

    @Test
    void sendsAllSamplersByTheirNames() {
        server.shows("chat-takes-all-samplers");
        LlamaCppOptions options = LlamaCppOptions.builder()
                .samplers(Sampler.TOP_K, Sampler.TEMPERATURE)
                .topNSigma(1.5)
                .typicalP(0.8)
                .minKeep(2)
                .dynamicTemperatureRange(0.3)
                .dynamicTemperatureExponent(1.2)
                .repeatPenalty(1.1)
                .repeatLastN(32)
                .dryMultiplier(0.8)
                .dryBase(1.7)
                .dryAllowedLength(3)
                .dryPenaltyLastN(128)
                .drySequenceBreakers("\n")
                .xtcProbability(0.5)
                .xtcThreshold(0.2)
                .mirostat(2)
                .mirostatTau(4)
                .mirostatEta(0.2)
                .adaptiveTarget(0.4)
                .adaptiveDecay(0.9)
                .ignoreEndOfText(true)
                .backendSampling(true)
                .bias(15043, -1.5)
                .ban("word")
                .lora(0, 0.5)
                .slot(1)
                .cachePrompt(false)
                .cacheReuse(256)
                .keep(4)
                .discard(8)
                .maxWritingTime(Duration.ofMillis(1500))
                .minIndent(2)
                .pingInterval(Duration.ofSeconds(5))
                .probabilitiesAfterSampling(true)
                .build();

        ChatResponse response = chat(ChatRequest.builder()
                .user("Hello")
                .temperature(0.5)
                .topP(0.9)
                .topK(20)
                .minP(0.1)
                .presencePenalty(0.1)
                .frequencyPenalty(0.2)
                .seed(7)
                .maxTokens(50)
                .stop("END")
                .options(options)
                .build());

        assertThat(response.text()).isEqualTo("Yes.");
    }

    // ---- thinking

    @Test
    void putsThinkingIntoTheServersWords() {
        server.shows("props-of-a-model-that-sees-and-hears", "chat-is-told-how-to-think");

        ChatResponse response = chat(ChatRequest.builder()
                .user("Hello")
                .thinking(Thinking.budget(64))
                .options(LlamaCppOptions.builder()
                        .reasoningFormat(ReasoningFormat.DEEPSEEK)
                        .templateArgument("style", "terse")
                        .build())
                .build());

        assertThat(response.text()).isEqualTo("Yes.");
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void switchesThinkingOffWithoutAskingTheServerAnythingElse() {
        server.shows("chat-is-told-not-to-think");

        chat(ChatRequest.builder().user("Hello").thinking(Thinking.off()).build());

        assertThat(server.requests()).containsExactly("POST /v1/chat/completions");
    }

    @Test
    void warnsWhenTheModelHasNoLevelsOfThinking() {
        server.shows("props", "chat-counts-cached-tokens-and-times");

        ChatResponse response = chat(
                ChatRequest.builder().user("Hello").thinking(Thinking.high()).build());

        assertThat(response.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(ChatWarning.APPROXIMATED);
            assertThat(warning.message()).contains("levels");
        });
    }

    @Test
    void warnsWhenTheModelDoesNotThinkAndAsksForThatOnce() {
        server.shows("props-of-a-model-that-does-not-think", "chat-counts-cached-tokens-and-times");
        ChatRequest request =
                ChatRequest.builder().user("Hello").thinking(Thinking.on()).build();

        chat(request);
        ChatResponse response = chat(request);

        assertThat(response.warnings()).extracting(ChatWarning::message).anyMatch(text -> text.contains("no thinking"));
        assertThat(server.requests())
                .filteredOn(asked -> asked.startsWith("GET"))
                .hasSize(1);
    }

    // ---- what ends badly

    @Test
    void tellsThatTheContextWasUsedUpInMidAnswer() {
        server.shows("chat-is-full-in-mid-answer");

        HostUnavailableException failure = catchThrowableOfType(HostUnavailableException.class, this::chat);

        assertThat(failure).hasMessageContaining("All slots share it");
        assertThat(failure.partialText()).isEqualTo("The first");
    }

    @Test
    void tellsThatTheServerCouldNotReadItsOwnModel() {
        server.shows("chat-output-does-not-fit-its-format");

        ProtocolException failure = catchThrowableOfType(ProtocolException.class, this::chat);

        assertThat(failure).hasMessageContaining("does not match the expected");
        assertThat(failure.partialText()).isEqualTo("<tool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-breaks-off-after-words", "chat-breaks-off-before-done"})
    void takesAnAnswerWithoutItsEndForBroken(String stub) {
        server.shows(stub);
        List<ChatEvent> seen = new ArrayList<>();

        try (ChatStream stream = server.host().chatModel().stream("Hello")) {
            StreamInterruptedException failure =
                    catchThrowableOfType(StreamInterruptedException.class, () -> stream.forEach(seen::add));

            assertThat(failure.partialText()).isEqualTo("The first");
        }
        assertThat(seen).noneMatch(ChatEvent.Finished.class::isInstance);
    }

    @Test
    void takesAnEmptyBodyForBroken() {
        server.shows("error-without-a-word");

        assertThatThrownBy(this::chat).isInstanceOf(PosadaException.class).hasMessageContaining("llama-server");
    }
}
