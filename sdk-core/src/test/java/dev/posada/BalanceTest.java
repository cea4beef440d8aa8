// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BalanceTest {
    private final ManualTime time = new ManualTime();
    private final FakeModel one = new FakeModel("one", time);
    private final FakeModel two = new FakeModel("two", time);
    private final FakeModel three = new FakeModel("three", time);

    private void allAnswer(int times) {
        for (FakeModel each : List.of(one, two, three)) {
            IntStream.range(0, times).forEach(answer -> each.says(each.name()));
        }
    }

    private static List<String> answers(ChatModel model, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> model.chat("Who?").text())
                .toList();
    }

    @Test
    void asksEachInItsTurn() {
        allAnswer(2);
        ChatModel model = Balance.roundRobin().over(one, two, three);

        assertThat(answers(model, 6)).containsExactly("one", "two", "three", "one", "two", "three");
    }

    @Test
    void mixesTheTurnsByWeight() {
        allAnswer(6);
        ChatModel model = Balance.roundRobin().weights(4, 1, 1).over(one, two, three);

        assertThat(answers(model, 6)).containsExactly("one", "one", "two", "one", "three", "one");
    }

    @Test
    void asksWhoHasTheFewestCallsRunning() {
        allAnswer(3);
        ChatModel model = Balance.leastInFlight().over(one, two, three);
        List<ChatStream> running = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            ChatStream stream = model.stream("Who?");
            stream.iterator().next();
            running.add(stream);
        }
        assertThat(List.of(one.asked(), two.asked(), three.asked())).containsExactly(1, 1, 1);

        running.get(1).close();

        assertThat(model.chat("Who?").text()).isEqualTo("two");
        running.forEach(ChatStream::close);
    }

    @Test
    void countsTheCallsOfALargerServerForLess() {
        allAnswer(4);
        ChatModel model = Balance.leastInFlight().weights(2, 1).over(one, two);
        List<ChatStream> running = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            ChatStream stream = model.stream("Who?");
            stream.iterator().next();
            running.add(stream);
        }

        assertThat(one.asked()).isEqualTo(2);
        assertThat(two.asked()).isEqualTo(1);
        running.forEach(ChatStream::close);
    }

    @Test
    void goesOnToAnotherOneAndLeavesOutWhoKeepsFailing() {
        ChatModel model = Balance.roundRobin()
                .leaveOut(2, Duration.ofMinutes(1))
                .time(time)
                .over(one, two);
        one.isDown().isDown();
        IntStream.range(0, 6).forEach(answer -> two.says("two"));

        assertThat(answers(model, 6)).containsOnly("two");

        assertThat(one.asked()).isEqualTo(2);
        time.advance(Duration.ofMinutes(1));
        one.says("back").says("back");
        two.says("two").says("two");
        assertThat(answers(model, 2)).contains("back");
    }

    @Test
    void doesNotWarnOfModelsThatOnlyHadNoTurn() {
        ChatModel model = Balance.roundRobin()
                .leaveOut(1, Duration.ofMinutes(1))
                .time(time)
                .over(one, two);
        one.isDown();
        two.says("two").says("two");

        assertThat(model.chat("Who?").warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.FALLBACK);
        assertThat(model.chat("Who?").warnings()).isEmpty();
    }

    @Test
    void refusesAWeightOfNothing() {
        assertThatThrownBy(() -> Balance.roundRobin().weights(1, 0)).hasMessageContaining("1 or more");
    }

    @Test
    void spreadsEmbeddingsToo() {
        FakeEmbedder first = new FakeEmbedder("first");
        FakeEmbedder second = new FakeEmbedder("second");
        EmbeddingModel model = Balance.roundRobin().time(time).over(first, second);

        model.embed("a");
        model.embed("b");
        first.failure = FakeModel.refused();
        EmbeddingResponse response = model.embed(EmbeddingRequest.of(List.of("c")));

        assertThat(first.asked).isEqualTo(2);
        assertThat(second.asked).isEqualTo(2);
        assertThat(response.model()).isEqualTo("second");
        assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.FALLBACK);
    }

    @Test
    void aRuleThatThrowsCostsNoPlace() {
        ChatModel model = Balance.leastInFlight()
                .when(failure -> {
                    throw new IllegalStateException("a broken rule");
                })
                .over(one, two);
        one.isDown().says("one");
        assertThatThrownBy(() -> model.chat("Who?")).hasMessage("a broken rule");
        two.says("two");

        assertThat(answers(model, 2)).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void namesTheModelsOfVectors() {
        FakeEmbedder first = new FakeEmbedder("first");
        first.failure = FakeModel.refused();
        EmbeddingModel model = Balance.roundRobin().time(time).over(first, new FakeEmbedder("second"));

        EmbeddingResponse response = model.embed(EmbeddingRequest.of(List.of("a")));

        assertThat(response.warnings().get(0).message())
                .startsWith("second at test://second answers, because others did not: first at test://first failed:");
    }
}
