// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatEvent;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.OutputFormat;
import dev.posada.StreamInterruptedException;
import dev.posada.Thinking;
import dev.posada.UnsupportedFeatureException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LmStudioChatTest {
    private static final String PATH = "/v1/chat/completions";

    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @Test
    void answersInWordsAndTellsTheTokens() {
        ChatResponse response = lmStudio.chat("answers-in-words");

        assertThat(response.text()).isEqualTo("Lima");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.model()).isEqualTo("qwen/qwen3-4b-2507");
        assertThat(response.usage().inputTokens()).isEqualTo(21);
        assertThat(response.usage().outputTokens()).isEqualTo(3);
        assertThat(response.usage().cacheReadTokens()).isEmpty();
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void takesTheRoleInEveryDeltaForOneMessage() {
        List<ChatEvent> events = new ArrayList<>();

        try (ChatStream stream = lmStudio.host().chatModel("answers-in-words").stream("Capital of Peru?")) {
            stream.forEach(events::add);
        }

        assertThat(events)
                .hasSize(4)
                .startsWith(
                        new ChatEvent.Started("chatcmpl-p3v9x0c7d1s8k2l4m6n5q", "qwen/qwen3-4b-2507"),
                        new ChatEvent.TextDelta("Li"),
                        new ChatEvent.TextDelta("ma"))
                .last()
                .isInstanceOf(ChatEvent.Finished.class);
    }

    @Test
    void asksForWhatTheServerKnowsUnderItsNames() {
        lmStudio.chat(
                "answers-in-words",
                ChatRequest.builder()
                        .system("Be brief.")
                        .user("Capital of Peru?")
                        .temperature(0.2)
                        .topP(0.9)
                        .topK(40)
                        .seed(7)
                        .maxTokens(64)
                        .presencePenalty(0.5)
                        .frequencyPenalty(0.25)
                        .stop("\n")
                        .options(LmStudioOptions.builder()
                                .ttl(Duration.ofMinutes(10))
                                .draftModel("qwen/qwen3-0.6b")
                                .repeatPenalty(1.1)
                                .build())
                        .build());

        assertThat(lmStudio.body(PATH))
                .contains("\"model\":\"answers-in-words\"")
                .contains("{\"role\":\"system\",\"content\":\"Be brief.\"}")
                .contains("\"temperature\":0.2", "\"top_p\":0.9", "\"top_k\":40", "\"seed\":7", "\"max_tokens\":64")
                .contains("\"presence_penalty\":0.5", "\"frequency_penalty\":0.25", "\"stop\":[\"\\n\"]")
                .contains("\"ttl\":600", "\"draft_model\":\"qwen/qwen3-0.6b\"", "\"repeat_penalty\":1.1")
                .contains("\"stream\":true", "\"stream_options\":{\"include_usage\":true}");
    }

    @Test
    void speaksPlainHttpOneOneWithALengthAndWithoutAnUpgrade() {
        lmStudio.chat("answers-in-words");

        var request = lmStudio.requests(PATH).get(0);
        assertThat(request.getProtocol()).isEqualTo("HTTP/1.1");
        assertThat(request.containsHeader("Content-Length")).isTrue();
        assertThat(request.containsHeader("Upgrade")).isFalse();
        assertThat(request.containsHeader("Authorization")).isFalse();
    }

    @Test
    void sendsItsTokenAlsoWhereNoneMayBeWanted() {
        lmStudio.open(lmStudio.builder("").apiKey("sk-lm-test"))
                .chatModel("answers-in-words")
                .chat("Capital of Peru?");

        assertThat(lmStudio.requests(PATH).get(0).header("Authorization").firstValue())
                .isEqualTo("Bearer sk-lm-test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/", "/api/v0", "/api/v1"})
    void takesTheAddressOfTheServerOrOfOneOfItsApis(String path) {
        ChatResponse response =
                lmStudio.host(path).chatModel("answers-in-words").chat("Capital of Peru?");

        assertThat(response.text()).isEqualTo("Lima");
    }

    @Test
    void readsLinesThatEndInCarriageReturnAndNewline() {
        assertThat(lmStudio.chat("ends-lines-with-crlf").text()).isEqualTo("Zürich → Lima 🦙");
    }

    @Test
    void bearsChunksWithoutChoicesAndTokensInAnyOfThem() {
        ChatResponse response = lmStudio.chat("sends-a-chunk-without-choices");

        assertThat(response.text()).isEqualTo("Lima");
        assertThat(response.usage().totalTokens()).isEqualTo(24);
    }

    @Test
    void waitsForTheFirstTokenLongerThanForTheNext() {
        ChatResponse response = lmStudio.open(lmStudio.builder("")
                        .idleTimeout(Duration.ofMillis(700))
                        .firstTokenTimeout(Duration.ofMinutes(1)))
                .chatModel("begins-late")
                .chat("Capital of Peru?");

        assertThat(response.text()).isEqualTo("Lima");
    }

    @Test
    void tellsThatAnAnswerWasCutOff() {
        ChatResponse response = lmStudio.chat("stops-at-token-limit");

        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.rawFinishReason()).contains("length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"says-nothing", "ends-after-two-deltas", "ends-without-done"})
    void takesNoBrokenAnswerForAWholeOne(String model) {
        assertThat(lmStudio.chatFailure(model)).isInstanceOf(StreamInterruptedException.class);
    }

    @Test
    void keepsWhatHadArrivedOfABrokenAnswer() {
        assertThat(lmStudio.chatFailure("ends-after-two-deltas").partialText()).isEqualTo("Lima");
    }

    // ---- thinking

    @ParameterizedTest
    @ValueSource(strings = {"thinks-as-reasoning-content", "thinks-as-reasoning", "thinks-in-tags"})
    void tellsThinkingFromTheAnswerWhereverItComes(String model) {
        ChatResponse response = lmStudio.chat(model);

        assertThat(response.thinking().strip()).isEqualTo("Peru's capital is Lima.");
        assertThat(response.text().strip()).isEqualTo("Lima");
    }

    @Test
    void countsTheTokensOfThinking() {
        assertThat(lmStudio.chat("thinks-as-reasoning").usage().reasoningTokens())
                .hasValue(8);
    }

    @ParameterizedTest
    @CsvSource({"OFF, none", "LOW, low", "MEDIUM, medium", "HIGH, high"})
    void asksForThinkingByEffort(Thinking.Mode mode, String effort) {
        Thinking setting = switch (mode) {
            case OFF -> Thinking.off();
            case LOW -> Thinking.low();
            case MEDIUM -> Thinking.medium();
            default -> Thinking.high();
        };

        ChatResponse response = lmStudio.chat(
                "answers-in-words",
                ChatRequest.builder().user("Capital of Peru?").thinking(setting).build());

        assertThat(lmStudio.body(PATH)).contains("\"reasoning_effort\":\"" + effort + "\"");
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void saysThatABudgetOfThinkingIsOnlyAboutRight() {
        ChatResponse response = lmStudio.chat(
                "answers-in-words",
                ChatRequest.builder()
                        .user("Capital of Peru?")
                        .thinking(Thinking.budget(500))
                        .build());

        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.APPROXIMATED);
    }

    // ---- structured output

    @Test
    void asksForJsonByASchemaSinceTheServerRefusesTheOtherForm() {
        lmStudio.chat(
                "answers-in-words",
                ChatRequest.builder()
                        .user("Capital of Peru?")
                        .outputFormat(OutputFormat.json())
                        .build());

        assertThat(lmStudio.body(PATH)).contains("\"type\":\"json_schema\"").doesNotContain("json_object");
    }

    @Test
    void holdsTheAnswerToASchema() {
        lmStudio.chat(
                "answers-in-words",
                ChatRequest.builder()
                        .user("Capital of Peru?")
                        .outputFormat(OutputFormat.jsonSchema("city", "{\"type\":\"object\"}"))
                        .build());

        assertThat(lmStudio.body(PATH))
                .contains("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"city\"")
                .contains("\"schema\":{\"type\":\"object\"}");
    }

    // ---- pictures

    @Test
    void sendsPicturesAsData() {
        Media png = Media.of(new byte[] {1, 2, 3}, "image/png");

        lmStudio.chat("answers-in-words", picture(png));

        assertThat(lmStudio.body(PATH)).contains("\"url\":\"data:image/png;base64,AQID\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/webp", "image/gif", "image/avif"})
    void refusesPicturesThatTheServerCantRead(String type) {
        Media media = Media.of(new byte[] {1, 2, 3}, type);

        Assertions.assertThatThrownBy(() -> lmStudio.chat("answers-in-words", picture(media)))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining(type);
        assertThat(lmStudio.log()).isEmpty();
    }

    @Test
    void refusesPicturesThatTheServerWouldHaveToFetch() {
        Media address = Media.at(URI.create("https://example.org/a.png"), "image/png");

        Assertions.assertThatThrownBy(() -> lmStudio.chat("answers-in-words", picture(address)))
                .isInstanceOf(UnsupportedFeatureException.class);
        assertThat(lmStudio.log()).isEmpty();
    }

    private static ChatRequest picture(Media media) {
        return ChatRequest.builder()
                .user(Content.text("What is this?"), Content.image(media))
                .build();
    }

    @Test
    void refusesSound() {
        Content.Audio sound = new Content.Audio(Media.of(new byte[] {1}, "audio/wav"));

        Assertions.assertThatThrownBy(() -> lmStudio.chat(
                        "answers-in-words", ChatRequest.builder().user(sound).build()))
                .isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void refusesASamplerThatTheServerDoesNotName() {
        ChatRequest request = ChatRequest.builder().user("Hi").minP(0.1).build();

        Assertions.assertThatThrownBy(() -> lmStudio.chat("answers-in-words", request))
                .isInstanceOf(UnsupportedFeatureException.class);
    }

    // ---- probabilities

    @Test
    void tellsProbabilitiesWhereTheServerSendsThem() {
        ChatResponse response = lmStudio.chat("tells-logprobs", probabilities());

        assertThat(response.logprobs()).hasSize(1);
        assertThat(response.logprobs().get(0).alternatives()).hasSize(2);
        assertThat(response.warnings()).isEmpty();
        assertThat(lmStudio.body(PATH)).contains("\"logprobs\":true", "\"top_logprobs\":2");
    }

    @Test
    void saysThatProbabilitiesDidNotCome() {
        ChatResponse response = lmStudio.chat("answers-in-words", probabilities());

        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(LmStudio.NO_LOGPROBS);
    }

    private static ChatRequest probabilities() {
        return ChatRequest.builder().user("Capital of Peru?").topLogprobs(2).build();
    }

    // ---- measurements

    @Test
    void measuresOverTheOlderApiWhereAskedTo() {
        ChatResponse response = lmStudio.chat("tells-stats", measured());

        assertThat(lmStudio.log()).containsExactly("POST /api/v0/chat/completions");
        assertThat(response.timings().prompt()).contains(Duration.ofMillis(142));
        assertThat(response.timings().generation()).contains(Duration.ofMillis(50));
        assertThat(response.rawFinishReason()).contains("eosFound");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.extra()).containsKeys("stats", "model_info", "runtime");
    }

    @Test
    void tellsThatTheContextWindowWasFull() {
        ChatResponse response = lmStudio.chat("fills-its-context", measured());

        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.rawFinishReason()).contains("contextLengthReached");
    }

    @Test
    void takesAnAnswerWhoseModelWasUnloadedForBroken() {
        Assertions.assertThatThrownBy(() -> lmStudio.chat("loses-its-model", measured()))
                .isInstanceOfSatisfying(
                        StreamInterruptedException.class,
                        failure -> assertThat(failure.partialText()).isEqualTo("Lima"))
                .hasMessageContaining("modelUnloaded");
    }

    @Test
    void keepsHowWellTheDraftModelGuessed() {
        ChatResponse response = lmStudio.chat("guesses-ahead", measured());

        assertThat(response.extra().get("stats")).contains("\"accepted_draft_tokens_count\":9");
    }

    private static ChatRequest measured() {
        return ChatRequest.builder()
                .user("Capital of Peru?")
                .options(LmStudioOptions.builder().stats(true).build())
                .build();
    }

    @Test
    void goesOnWithAConversation() {
        ChatResponse first = lmStudio.chat("thinks-as-reasoning-content");

        lmStudio.chat(
                "answers-in-words",
                ChatRequest.builder()
                        .add(Message.user("Capital of Peru?"))
                        .add(first.message())
                        .user("And of Chile?")
                        .build());

        assertThat(lmStudio.requests(PATH).get(1).getBodyAsString())
                .contains("{\"role\":\"assistant\",\"content\":\"Lima\"}")
                .doesNotContain("Peru's capital");
    }
}
