// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.Capability;
import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.Content;
import dev.posada.Embedding;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.HostHealth;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.Thinking;
import dev.posada.Tool;
import dev.posada.ToolLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeHostTest {
    private final FakeHost host = FakeHost.create();
    private final ChatModel model = host.chatModel("tiny");

    /** Where somebody lives. */
    record Place(String city) {}

    @Test
    void givesItsAnswersInOrder() {
        host.says("One.").says("Two.");

        String first = model.chat("a").text();
        String second = model.chat("b").text();

        assertThat(List.of(first, second)).containsExactly("One.", "Two.");
    }

    @Test
    void streamsEachPieceAsAnEventOfItsOwn() {
        host.answers(FakeAnswer.thinking("Hm.").thenSaying("Hel", "lo").usage(3, 2));

        List<Object> seen = new ArrayList<>();
        try (ChatStream stream = model.stream("Hi")) {
            for (ChatEvent event : stream) {
                seen.add(event instanceof ChatEvent.TextDelta words ? words.text() : event.getClass());
            }
        }

        assertThat(seen)
                .containsExactly(
                        ChatEvent.Started.class, ChatEvent.ThinkingDelta.class, "Hel", "lo", ChatEvent.Finished.class);
    }

    @Test
    void tellsThinkingUsageModelAndEnd() {
        host.answers(FakeAnswer.thinking("Hm.").thenSaying("Hello").usage(3, 2).finish(FinishReason.LENGTH));

        ChatResponse response = model.chat("Hi");

        assertThat(response.thinking()).isEqualTo("Hm.");
        assertThat(response.usage().totalTokens()).isEqualTo(5);
        assertThat(response.model()).isEqualTo("tiny");
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void answersByRulesBeforeItAnswersInOrder() {
        host.says("I don't know.").whenAsked("weather").says("Sunny.");

        List<String> answers = new ArrayList<>();
        for (String question : List.of("How is the weather?", "Who are you?", "And the weather now?")) {
            answers.add(model.chat(question).text());
        }

        assertThat(answers).containsExactly("Sunny.", "I don't know.", "Sunny.");
    }

    @Test
    void aRuleGivesItsLastAnswerAgainAndAgain() {
        host.when("it thinks", request -> request.thinking().isPresent())
                .answers(FakeAnswer.saying("first"), FakeAnswer.saying("later"));

        ChatRequest request =
                ChatRequest.builder().user("Hi").thinking(Thinking.high()).build();
        List<String> answers = List.of(
                model.chat(request).text(),
                model.chat(request).text(),
                model.chat(request).text());

        assertThat(answers).containsExactly("first", "later", "later");
    }

    @Test
    void aToolLoopRunsOnScriptedCalls() {
        Tool home = Tool.of("home", "Tells where somebody lives.", Place.class, place -> "in " + place.city());
        host.calls("home", "{\"city\":\"Lima\"}").says("She lives in Lima.");

        ChatResponse answer = ToolLoop.of(model, home).run(ChatRequest.of("Where does she live?"));

        assertThat(answer.text()).isEqualTo("She lives in Lima.");
        assertThat(host.lastRequest().messages().get(2).text()).contains("in Lima");
    }

    @Test
    void severalCallsOfOneAnswerHaveTheirOwnIds() {
        host.answers(FakeAnswer.calling("a", "{}").thenCalling("b", "not JSON"));

        ChatResponse response = model.chat("Go.");

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.toolCalls()).extracting(Content.ToolCall::id).doesNotHaveDuplicates();
        assertThat(response.toolCalls().get(1).argumentsProblem()).isPresent();
    }

    @Test
    void answersAsAValueOfAType() {
        host.says("{\"city\":\"Lima\"}");

        Place place = model.chat(ChatRequest.of("Where?"), Place.class);

        assertThat(place).isEqualTo(new Place("Lima"));
    }

    @Test
    void aFailureIsTriedAgainAsWithARealHost() {
        FakeClock clock = FakeClock.automatic();
        FakeHost busy = FakeHost.create(clock)
                .fails(() -> new RateLimitException("Busy.", ErrorDetails.none().retryAfter(Duration.ofSeconds(7))))
                .says("Now.");

        String answer = busy.chatModel("tiny").chat("Hi").text();

        assertThat(answer).isEqualTo("Now.");
        assertThat(busy.requests()).hasSize(2);
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aFailureInMidAnswerCarriesWhatHadArrived() {
        host.answers(
                FakeAnswer.saying("Hel").thenFailing(() -> new InvalidRequestException("No.", ErrorDetails.none())));

        var failure = catchThrowableOfType(InvalidRequestException.class, () -> model.chat("Hi"));

        assertThat(failure.partialText()).isEqualTo("Hel");
        assertThat(failure.host()).contains("fake://host");
        assertThat(failure.model()).contains("tiny");
    }

    @Test
    void anAnswerThatBreaksOffIsInterrupted() {
        host.answers(FakeAnswer.saying("Hel").thenBreakingOff());

        var failure = catchThrowableOfType(StreamInterruptedException.class, () -> model.chat("Hi"));

        assertThat(failure.partialText()).isEqualTo("Hel");
    }

    @Test
    void aRequestWithoutAnAnswerTellsWhatWasAskedAndWhatWasScripted() {
        host.says("One.").whenAsked("weather").says("Sunny.");
        model.chat("first");

        assertThatThrownBy(() -> model.chat("second"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "request 2",
                        "tiny",
                        "user: second",
                        "1 answers in order, all of them given",
                        "weather",
                        "never");
        assertThatThrownBy(host::verify).hasMessageContaining("user: second");
    }

    @Test
    void anAnswerThatNobodyAskedForDoesNotVerify() {
        host.says("One.").says("Two.");
        model.chat("first");

        assertThatThrownBy(host::verify).isInstanceOf(AssertionError.class).hasMessageContainingAll("1 of 2", "Two.");
    }

    @Test
    void aRuleThatNeverMatchedDoesNotVerify() {
        host.whenAsked("weather").says("Sunny.");

        assertThatThrownBy(host::verify).hasMessageContaining("weather");
    }

    @Test
    void aScriptThatWasPlayedInFullVerifies() {
        host.says("One.").whenAsked("weather").says("Sunny.");

        model.chat("weather");
        model.chat("other");

        host.verify();
        assertThat(host.requestedModels()).containsExactly("tiny", "tiny");
    }

    @Test
    void embedsAsScripted() {
        host.embeds("cat", 1, 0).embeds(text -> Embedding.of(text.length()));

        List<Embedding> vectors = host.embeddingModel("tiny").embed(List.of("cat", "horse"));

        assertThat(vectors).containsExactly(Embedding.of(1, 0), Embedding.of(5));
        assertThat(host.embeddingRequests()).hasSize(1);
    }

    @Test
    void aTextWithoutAVectorTellsWhichVectorsThereAre() {
        host.embeds("cat", 1, 0);

        assertThatThrownBy(() -> host.embeddingModel("tiny").embed("dog"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("dog", "cat");
    }

    @Test
    void listsTheModelsThatItServes() {
        host.serves("tiny", Capability.CHAT);

        assertThat(host.models()).hasSize(1);
        assertThat(host.model("tiny").capabilities().has(Capability.CHAT)).isTrue();
        assertThatThrownBy(() -> host.model("huge")).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void reportsTheHealthThatItIsGiven() {
        assertThat(host.health().isUp()).isTrue();

        host.reports(new HostHealth(HostHealth.Status.DOWN, null, "Out for lunch."));

        assertThat(host.health().isUp()).isFalse();
    }

    @Test
    void aClosedHostAnswersNoMore() {
        host.says("One.").close();

        assertThat(host.isClosed()).isTrue();
        assertThatThrownBy(() -> model.chat("Hi"))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void tellsWhichStreamsWereLeftOpen() {
        host.says("Hel", "lo");
        ChatStream stream = model.stream("Hi");

        stream.iterator().next();
        assertThat(host.openAnswers()).isEqualTo(1);
        stream.close();

        assertThat(host.openAnswers()).isZero();
    }
}
