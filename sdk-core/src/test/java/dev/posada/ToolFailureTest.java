// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ToolFailureTest {
    private static final ChatRequest QUESTION = ChatRequest.of("Do I need a coat in Cusco?");

    private final ScriptedModel model = new ScriptedModel();

    record City(String city) {}

    private static Tool weather(Function<City, Object> function) {
        return Tool.of("get_weather", "Current weather", City.class, function);
    }

    private static Content.ToolCall call(String id, String city) {
        return new Content.ToolCall(id, "get_weather", "{\"city\":\"" + city + "\"}");
    }

    @AfterEach
    void everyAnswerOfTheModelIsLetGo() {
        assertThat(model.transport().closed).hasValue(model.transport().opened.get());
    }

    private final IllegalStateException failure = new IllegalStateException("no network");
    private final Tool broken = weather(city -> {
        throw failure;
    });

    @Test
    void reachTheCaller() {
        model.calls(call("1", "Cusco"));

        assertThatThrownBy(() -> ToolLoop.of(model, broken).run(QUESTION)).isSameAs(failure);
    }

    @Test
    void ofAToolThatThereIsNotReachTheCaller() {
        model.calls(new Content.ToolCall("1", "get_wether", "{\"city\":\"Cusco\"}"));

        assertThatThrownBy(() -> ToolLoop.of(model, broken).run(QUESTION))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("There is no tool \"get_wether\", but the model called it with {\"city\":\"Cusco\"}. The"
                        + " tools are: [get_weather].");
    }

    @Test
    void ofArgumentsThatDoNotFitReachTheCaller() {
        model.calls(new Content.ToolCall("1", "get_weather", "{\"town\":\"Cusco\"}"));

        ProtocolException misuse = catchThrowableOfType(
                ProtocolException.class, () -> ToolLoop.of(model, broken).run(QUESTION));

        assertThat(misuse).hasMessageContaining("there is no property /town");
        assertThat(misuse.model()).hasValue("tiny");
    }

    @Test
    void areToldTheModelInTheOrderOfTheCallsIfSoChosen() {
        model.calls(
                        call("1", "Cusco"),
                        new Content.ToolCall("2", "get_wether", "{}"),
                        new Content.ToolCall("3", "get_weather", "{\"city\":"))
                .says("Sorry.");

        ToolLoop.of(model, broken).onToolFailure(ToolFailure.TELL_MODEL).run(QUESTION);

        List<Message> messages = model.questions().get(1).messages();
        assertThat(messages.subList(2, 5))
                .allSatisfy(message ->
                        assertThat(((Message.ToolResult) message).failed()).isTrue());
        assertThat(messages.subList(2, 5))
                .extracting(Message::text)
                .satisfiesExactly(
                        text -> assertThat(text).isEqualTo("The tool failed: IllegalStateException: no network"),
                        text -> assertThat(text).contains("no tool \"get_wether\"", "[get_weather]"),
                        text -> assertThat(text).contains("it is not JSON", "The text is: {\"city\":"));
    }

    @Test
    void thatAreErrorsAlwaysReachTheCaller() {
        StackOverflowError error = new StackOverflowError();
        model.calls(call("1", "Cusco"));
        Tool recursive = weather(city -> {
            throw error;
        });

        assertThatThrownBy(() -> ToolLoop.of(model, recursive)
                        .onToolFailure(ToolFailure.TELL_MODEL)
                        .run(QUESTION))
                .isSameAs(error);
    }

    @Test
    void interruptTheOtherToolsOfTheRound() {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        Tool tool = weather(city -> {
            if (city.city().equals("Lima")) {
                await(running);
                throw failure;
            }
            running.countDown();
            return untilInterrupted(interrupted);
        });
        model.calls(call("1", "Cusco"), call("2", "Lima"));

        assertThatThrownBy(() -> ToolLoop.of(model, tool).run(QUESTION)).isSameAs(failure);

        await(interrupted);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String untilInterrupted(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw new IllegalStateException(e);
        }
    }
}
