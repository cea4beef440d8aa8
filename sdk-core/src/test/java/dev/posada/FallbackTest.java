// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static dev.posada.FakeTransport.fails;
import static dev.posada.FakeTransport.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.TimeoutException.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Timeout(20)
class FallbackTest {
    static final List<PosadaException> LEADING_ON = List.of(
            FakeModel.refused(),
            new ModelNotFoundException("no such model", ErrorDetails.none()),
            new RateLimitException("busy", ErrorDetails.none()),
            new TimeoutException(Phase.FIRST_TOKEN, "slow", ErrorDetails.none(), null),
            new StreamInterruptedException("broke off", ErrorDetails.none(), null),
            new HostUnavailableException(
                    HostUnavailableException.Reason.TLS_UNTRUSTED, "whose key?", ErrorDetails.none(), null));

    static final List<PosadaException> FINAL = List.of(
            new InvalidRequestException("what?", ErrorDetails.none()),
            new AuthenticationException("who?", ErrorDetails.none()),
            new ContentBlockedException("no", ErrorDetails.none()),
            new UnsupportedFeatureException("can't", ErrorDetails.none()));

    private final ManualTime time = new ManualTime();
    private final FakeModel local = new FakeModel("local", time);
    private final FakeModel cloud = new FakeModel("cloud", time);
    private final ChatModel model = Fallback.defaults().time(time).over(local, cloud);

    @AfterEach
    void everyConnectionIsClosedOnce() {
        for (FakeModel each : List.of(local, cloud)) {
            assertThat(each.transport.closed).hasValue(each.transport.opened.get());
        }
    }

    @Test
    void asksTheFirstAloneWhileItAnswers() {
        local.says("here");

        ChatResponse response = model.chat("Who?");

        assertThat(response.text()).isEqualTo("here");
        assertThat(response.warnings()).isEmpty();
        assertThat(cloud.asked()).isZero();
    }

    @ParameterizedTest
    @FieldSource("LEADING_ON")
    void asksTheNextOneAfterWhatAnotherHostMayNotHave(PosadaException failure) {
        local.fails(failure);
        cloud.says("there");

        assertThat(model.chat("Who?").text()).isEqualTo("there");
    }

    @ParameterizedTest
    @FieldSource("FINAL")
    void failsAtOnceWhereTheRequestIsToBlame(PosadaException failure) {
        local.fails(failure);

        assertThatThrownBy(() -> model.chat("Who?")).isSameAs(failure);
        assertThat(cloud.asked()).isZero();
    }

    @Test
    void saysWhoAnswersAndWhyTheOthersDidNot() {
        local.isDown();
        cloud.says("there");
        List<ChatEvent> events = new ArrayList<>();

        try (ChatStream stream = model.stream("Who?")) {
            stream.forEach(events::add);
        }

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Started", "Warning", "TextDelta", "Finished");
        ChatResponse response = ((ChatEvent.Finished) events.get(3)).response();
        assertThat(response.model()).isEqualTo("cloud");
        assertThat(response.warnings()).containsExactly(((ChatEvent.Warning) events.get(1)).warning());
        assertThat(response.warnings().get(0).code()).isEqualTo(ChatWarning.FALLBACK);
        assertThat(response.warnings().get(0).message())
                .isEqualTo("cloud at test://cloud answers, because others did not:"
                        + " local at test://local failed: Nobody listens.");
    }

    @Test
    void neverFinishesAnAnswerThatAnotherModelBegan() {
        local.plays(says("Once upon"), fails(FakeModel.refused()));

        PosadaException failure = catchThrowableOfType(PosadaException.class, () -> model.chat("A tale"));

        assertThat(failure.partialText()).isEqualTo("Once upon");
        assertThat(cloud.asked()).isZero();
    }

    @Test
    void throwsTheLastFailureWithTheOthersWhereAllFail() {
        local.isDown();
        RateLimitException busy = new RateLimitException("busy", ErrorDetails.none());
        cloud.fails(busy);
        ChatStream stream = model.stream("Who?");

        assertThatThrownBy(stream::response).isSameAs(busy);

        assertThatThrownBy(stream::response).as("the same end each time").isSameAs(busy);
        assertThat(busy.getSuppressed()).singleElement().isInstanceOf(HostUnavailableException.class);
        assertThat(busy.host()).contains("test://cloud");
    }

    @Test
    void leavesOutAModelThatKeepsFailingAndTriesItAgainLater() {
        for (int call = 0; call < 4; call++) {
            local.isDown();
            cloud.says("there");
        }
        for (int call = 0; call < 3; call++) {
            model.chat("Who?");
        }
        assertThat(local.asked()).isEqualTo(3);

        ChatResponse withoutLocal = model.chat("Who?");

        assertThat(local.asked()).isEqualTo(3);
        assertThat(withoutLocal.warnings().get(0).message())
                .contains("local at test://local was left out after failing");
        time.advance(Duration.ofSeconds(30));
        cloud.says("there");
        model.chat("Who?");
        assertThat(local.asked()).as("one call finds out").isEqualTo(4);
        cloud.says("there");
        model.chat("Who?");
        assertThat(local.asked()).as("still down: left out again").isEqualTo(4);
        time.advance(Duration.ofSeconds(30));
        local.says("back").says("again");
        assertThat(model.chat("Who?").text()).isEqualTo("back");
        assertThat(model.chat("Who?").warnings()).isEmpty();
    }

    @Test
    void onlyOneCallFindsOutWhetherAModelIsBack() {
        ChatModel quick = Fallback.defaults()
                .leaveOut(1, Duration.ofSeconds(10))
                .time(time)
                .over(local, cloud);
        local.isDown();
        cloud.says("there");
        quick.chat("Who?");
        time.advance(Duration.ofSeconds(10));
        local.plays(local.transport.staysSilent());
        ChatStream first = quick.stream("Who?");
        CompletableFuture<Throwable> end =
                CompletableFuture.supplyAsync(() -> catchThrowableOfType(RuntimeException.class, first::response));
        Waiting.until(() -> local.transport.silent.getCount() == 0);
        cloud.says("meanwhile");

        ChatResponse second = quick.chat("Who?");

        assertThat(second.text()).isEqualTo("meanwhile");
        first.cancel();
        assertThat(end.join()).isInstanceOf(CancelledException.class);
    }

    @Test
    void leavesOutAModelForAsLongAsItsHostAsksFor() {
        local.fails(new RateLimitException("busy", ErrorDetails.none().retryAfter(Duration.ofMinutes(5))));
        cloud.says("one").says("two").says("three");
        model.chat("Who?");

        time.advance(Duration.ofMinutes(4));
        model.chat("Who?");

        assertThat(local.asked()).isEqualTo(1);
        time.advance(Duration.ofMinutes(1));
        local.says("back");
        assertThat(model.chat("Who?").text()).isEqualTo("back");
    }

    @Test
    void asksEvenWhatItLeftOutWhereAllElseFails() {
        ChatModel strict =
                Fallback.defaults().leaveOut(1, Duration.ofHours(1)).time(time).over(local, cloud);
        local.isDown();
        cloud.says("there");
        strict.chat("Who?");
        cloud.isDown();
        local.says("back after all");

        assertThat(strict.chat("Who?").text()).isEqualTo("back after all");
    }

    @Test
    void followsTheCallersRule() {
        ChatModel wide = Fallback.defaults()
                .when(AuthenticationException.class::isInstance)
                .time(time)
                .over(local, cloud);
        local.fails(new AuthenticationException("who?", ErrorDetails.none()));
        cloud.says("there");

        assertThat(wide.chat("Who?").text()).isEqualTo("there");
    }

    @Test
    void givesEachModelItsTimeUntilTheFirstTokenButTheTotalOnlyOnce() {
        local.plays((sink, connection) -> {
            time.advance(Duration.ofSeconds(8));
            throw FakeModel.refused();
        });
        cloud.says("there");
        Timeouts limits = Timeouts.defaults().firstToken(Duration.ofSeconds(9)).total(Duration.ofSeconds(20));

        model.chat(ChatRequest.builder().user("Who?").timeouts(limits).build());

        assertThat(cloud.requests.get(0).timeouts()).contains(limits.total(Duration.ofSeconds(12)));
    }

    @Test
    void asksNobodyElseOnceTheTotalTimeIsUp() {
        local.plays((sink, connection) -> {
            time.advance(Duration.ofSeconds(21));
            throw FakeModel.refused();
        });
        Timeouts limits = Timeouts.defaults().total(Duration.ofSeconds(20));

        TimeoutException failure = catchThrowableOfType(
                TimeoutException.class,
                () -> model.chat(
                        ChatRequest.builder().user("Who?").timeouts(limits).build()));

        assertThat(failure.phase()).isEqualTo(Phase.TOTAL);
        assertThat(cloud.asked()).isZero();
    }

    @Test
    void aCancelWhileItWaitsIsTheEndWhateverTheRule() {
        ChatModel eager = Fallback.defaults().when(failure -> true).time(time).over(local, cloud);
        local.plays(local.transport.staysSilent());
        ChatStream stream = eager.stream("Who?");
        CompletableFuture<Throwable> end =
                CompletableFuture.supplyAsync(() -> catchThrowableOfType(RuntimeException.class, stream::response));
        Waiting.until(() -> local.transport.silent.getCount() == 0);

        stream.cancel();

        assertThat(end.join()).isInstanceOf(CancelledException.class);
        assertThat(cloud.asked()).isZero();
    }

    @Test
    void aCloseDuringTheSwitchLeavesTheNextModelUnasked() {
        List<ChatStream> streams = new ArrayList<>();
        ChatModel closing = Fallback.defaults()
                .when(failure -> {
                    streams.get(0).close(); // from wherever: it falls between two models
                    return true;
                })
                .time(time)
                .over(local, cloud);
        local.isDown();
        streams.add(closing.stream("Who?"));

        assertThatThrownBy(() -> streams.get(0).response()).isInstanceOf(CancelledException.class);
        assertThat(cloud.asked()).isZero();
    }

    @Test
    void closesAllItsModelsAlsoIfOneFailsTo() {
        ChatModel stubborn = new Stubborn(local);

        ChatModel both = Fallback.defaults().over(stubborn, cloud);

        assertThatThrownBy(both::close).hasMessage("stuck");
        assertThat(cloud.closes).hasValue(1);
    }

    @Test
    void isCalledAsItsFirstModel() {
        assertThat(model.name()).isEqualTo("local");
        assertThat(model.host().uri()).hasToString("test://local");
        assertThat(model.countTokens(ChatRequest.of("Who?"))).isEqualTo(5);
    }

    @Test
    void needsAModel() {
        assertThatThrownBy(() -> Fallback.defaults().over(new ChatModel[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private record Stubborn(ChatModel inner) implements ChatModel {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public ModelHost host() {
            return inner.host();
        }

        @Override
        public ChatStream stream(ChatRequest request) {
            return inner.stream(request);
        }

        @Override
        public void close() {
            throw new IllegalStateException("stuck");
        }
    }

    @Test
    void doesNotBlameTheFirstHostForAnAnswerThatDoesNotFit() {
        local.isDown();
        cloud.says("no number");

        ProtocolException failure = catchThrowableOfType(
                ProtocolException.class, () -> model.chat(ChatRequest.of("How many?"), Count.class));

        assertThat(failure.model()).contains("cloud");
        assertThat(failure.host()).isEmpty();
    }

    record Count(int number) {}
}
