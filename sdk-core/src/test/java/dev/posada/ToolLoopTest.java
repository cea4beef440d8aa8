// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static dev.posada.FakeTransport.does;
import static dev.posada.FakeTransport.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ToolLoopTest {
    private static final ChatRequest QUESTION = ChatRequest.of("Do I need a coat in Cusco?");

    private final ScriptedModel model = new ScriptedModel();

    record City(String city) {}

    private static Tool weather(Function<City, Object> function) {
        return Tool.of("get_weather", "Current weather", City.class, function);
    }

    private static Content.ToolCall call(String id, String city) {
        return new Content.ToolCall(id, "get_weather", "{\"city\":\"" + city + "\"}");
    }

    private static Message.ToolResult result(String id, String text) {
        return Message.toolResult(call(id, ""), text);
    }

    @AfterEach
    void everyAnswerOfTheModelIsLetGo() {
        assertThat(model.transport().closed).hasValue(model.transport().opened.get());
    }

    @Nested
    class Rounds {
        @Test
        void tellTheModelWhatItsToolsAnsweredUntilItCallsNone() {
            model.calls(call("1", "Cusco")).calls(call("2", "Lima")).says("Yes.");

            ChatResponse answer = ToolLoop.of(model, weather(City::city)).run(QUESTION);

            assertThat(answer.text()).isEqualTo("Yes.");
            assertThat(model.questions()).hasSize(3);
            assertThat(model.questions().get(2).messages())
                    .containsExactly(
                            Message.user("Do I need a coat in Cusco?"),
                            new Message.Assistant(List.of(call("1", "Cusco"))),
                            result("1", "Cusco"),
                            new Message.Assistant(List.of(call("2", "Lima"))),
                            result("2", "Lima"));
        }

        @Test
        void areOneIfTheModelCallsNoTools() {
            model.says("No.");

            ToolLoop.Conversation conversation =
                    ToolLoop.of(model, weather(City::city)).converse(QUESTION);

            assertThat(conversation.rounds()).isEqualTo(1);
            assertThat(conversation.messages())
                    .containsExactly(Message.user("Do I need a coat in Cusco?"), Message.assistant("No."));
        }

        @Test
        void areToldInFull() {
            model.calls(call("1", "Cusco")).says("Yes.");

            ToolLoop.Conversation conversation =
                    ToolLoop.of(model, weather(city -> "rain")).converse(QUESTION);

            assertThat(conversation.response().text()).isEqualTo("Yes.");
            assertThat(conversation.rounds()).isEqualTo(2);
            assertThat(conversation.usage()).isEqualTo(Usage.of(20, 10));
            assertThat(conversation.messages())
                    .containsExactly(
                            Message.user("Do I need a coat in Cusco?"),
                            new Message.Assistant(List.of(call("1", "Cusco"))),
                            result("1", "rain"),
                            Message.assistant("Yes."));
        }

        @Test
        void keepTheSettingsOfTheRequest() {
            model.calls(call("1", "Cusco")).says("Yes.");

            ToolLoop.of(model, weather(City::city))
                    .run(QUESTION.toBuilder().temperature(0.5).seed(7).build());

            assertThat(model.questions()).allSatisfy(question -> {
                assertThat(question.sampling().temperature()).hasValue(0.5);
                assertThat(question.sampling().seed()).hasValue(7);
                assertThat(question.tools()).extracting(Tool::name).containsExactly("get_weather");
            });
        }

        @Test
        void endWhenTheModelMayNotBeAskedAgain() {
            AtomicInteger runs = new AtomicInteger();
            model.calls(call("1", "Cusco")).calls(call("2", "Cusco"));
            ToolLoop loop =
                    ToolLoop.of(model, weather(city -> runs.incrementAndGet())).maxRounds(2);

            TooManyToolRoundsException failure =
                    catchThrowableOfType(TooManyToolRoundsException.class, () -> loop.run(QUESTION));

            assertThat(failure)
                    .hasMessageContaining("tiny was asked 2 times and still calls tools (get_weather)")
                    .hasMessageContaining("Raise maxRounds");
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.host()).hasValue("test://host");
            assertThat(failure.conversation().rounds()).isEqualTo(2);
            assertThat(failure.conversation().usage()).isEqualTo(Usage.of(20, 10));
            assertThat(failure.conversation().messages())
                    .hasSize(4)
                    .endsWith(new Message.Assistant(List.of(call("2", "Cusco"))));
            assertThat(runs).hasValue(1);
        }

        @Test
        void areTenIfNothingElseIsSaid() {
            for (int i = 0; i < 10; i++) {
                model.calls(call("" + i, "Cusco"));
            }

            assertThatThrownBy(() -> ToolLoop.of(model, weather(City::city)).run(QUESTION))
                    .isInstanceOf(TooManyToolRoundsException.class);
            assertThat(model.questions()).hasSize(10);
        }

        @Test
        void mayBeForcedToCallAToolOnlyOnce() {
            Tool weather = weather(City::city);
            model.calls(call("1", "Cusco")).says("Yes.");

            ToolLoop.of(model, weather)
                    .run(QUESTION.toBuilder()
                            .tools(weather)
                            .toolChoice(ToolChoice.required())
                            .build());

            assertThat(model.questions())
                    .extracting(ChatRequest::toolChoice)
                    .containsExactly(ToolChoice.required(), ToolChoice.auto());
        }

        @Test
        void doNotRunToolsOfAnAnswerThatWasCutOff() {
            AtomicInteger runs = new AtomicInteger();
            model.answers(FinishReason.LENGTH, does(sink -> sink.toolCall("1", "get_weather", "{\"city\":\"C")));

            assertThatThrownBy(() -> ToolLoop.of(model, weather(city -> runs.incrementAndGet()))
                            .onToolFailure(ToolFailure.TELL_MODEL)
                            .run(QUESTION))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("cut off at the token limit while it called the tool get_weather");
            assertThat(runs).hasValue(0);
        }

        @Test
        void endWithTheFailureOfTheModel() {
            model.calls(call("1", "Cusco"));
            model.answers(
                    FinishReason.STOP, FakeTransport.fails(new AuthenticationException("no", ErrorDetails.none())));

            assertThatThrownBy(() -> ToolLoop.of(model, weather(City::city)).run(QUESTION))
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    @Nested
    class AForm {
        record Advice(boolean coat) {}

        private final StructuredOutput<Advice> advice = StructuredOutput.of(Advice.class);

        @Test
        void isDemandedOnceTheModelIsDoneWithItsTools() {
            model.calls(call("1", "Cusco")).says("Take one.").says("{\"coat\":true}");

            ToolLoop.Conversation conversation =
                    ToolLoop.of(model, weather(city -> "rain")).converse(advice.applyTo(QUESTION));

            assertThat(advice.parse(conversation.response())).isEqualTo(new Advice(true));
            assertThat(model.questions())
                    .extracting(question -> question.outputFormat().kind())
                    .containsExactly(OutputFormat.Kind.TEXT, OutputFormat.Kind.TEXT, OutputFormat.Kind.JSON_SCHEMA);
            assertThat(model.questions().get(2).toolChoice()).isEqualTo(ToolChoice.none());
            assertThat(model.questions().get(2).messages())
                    .isEqualTo(model.questions().get(1).messages());
            assertThat(conversation.rounds()).isEqualTo(3);
            assertThat(conversation.messages())
                    .doesNotContain(Message.assistant("Take one."))
                    .endsWith(Message.assistant("{\"coat\":true}"));
        }

        @Test
        void isDemandedAtOnceIfNoToolMayBeCalled() {
            model.says("{\"coat\":true}");

            ToolLoop.of(model, weather(City::city))
                    .run(advice.applyTo(QUESTION).toBuilder()
                            .toolChoice(ToolChoice.none())
                            .build());

            assertThat(model.questions())
                    .extracting(question -> question.outputFormat().kind())
                    .containsExactly(OutputFormat.Kind.JSON_SCHEMA);
        }

        @Test
        void isDemandedAtOnceIfThereAreNoTools() {
            model.says("{\"coat\":true}");

            ChatResponse answer = ToolLoop.of(model).run(advice.applyTo(QUESTION));

            assertThat(advice.parse(answer)).isEqualTo(new Advice(true));
            assertThat(model.questions()).hasSize(1);
        }
    }

    @Nested
    class Tools {
        @Test
        void mayComeWithTheRequest() {
            Tool weather = weather(city -> "rain");
            Tool time = Tool.of("get_time", "The time", City.class, city -> "noon");
            model.calls(call("1", "Cusco"), new Content.ToolCall("2", "get_time", "{\"city\":\"Cusco\"}"))
                    .says("Yes.");

            ToolLoop.of(model, weather)
                    .run(QUESTION.toBuilder().tools(time, weather).build());

            assertThat(model.questions().get(0).tools()).containsExactly(weather, time);
            assertThat(model.questions().get(1).messages())
                    .contains(
                            result("1", "rain"),
                            new Message.ToolResult("2", "get_time", List.of(Content.text("noon")), false));
        }

        @Test
        void withoutAFunctionAreRefused() {
            Tool declared = Tool.declared("get_time", "The time", "{\"type\":\"object\"}");

            assertThatThrownBy(() -> ToolLoop.of(model, declared))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("can't run the tool get_time, which has no function");
            assertThatThrownBy(() -> ToolLoop.of(model)
                            .run(QUESTION.toBuilder().tools(declared).build()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(model.questions()).isEmpty();
        }

        @Test
        void needNamesOfTheirOwn() {
            assertThatThrownBy(() -> ToolLoop.of(model, weather(City::city), weather(City::city)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Two tools are called get_weather.");
        }
    }

    @Nested
    class Events {
        @Test
        void ofAllRoundsReachTheListener() {
            List<String> kinds = new ArrayList<>();
            model.calls(call("1", "Cusco")).says("Yes.");

            ChatResponse answer = ToolLoop.of(model, weather(City::city))
                    .onEvent(event -> kinds.add(event.getClass().getSimpleName()))
                    .run(QUESTION);

            assertThat(answer.text()).isEqualTo("Yes.");
            assertThat(kinds)
                    .containsExactly(
                            "Started",
                            "ToolCallStarted",
                            "ToolArgumentsDelta",
                            "ToolCallReady",
                            "Finished",
                            "Started",
                            "TextDelta",
                            "Finished");
        }

        @Test
        void endTheLoopIfTheListenerThrows() {
            IllegalStateException enough = new IllegalStateException("enough");
            model.answers(FinishReason.STOP, says("Yes"), says("."));

            assertThatThrownBy(() -> ToolLoop.of(model)
                            .onEvent(event -> {
                                throw enough;
                            })
                            .run(QUESTION))
                    .isSameAs(enough);
        }
    }

    @Test
    void refusesLimitsThatAllowNothing() {
        ToolLoop loop = ToolLoop.of(model);

        assertThatThrownBy(() -> loop.maxRounds(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxRounds is 0; it must be 1 or more.");
        assertThatThrownBy(() -> loop.maxParallel(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxParallel is 0; it must be 1 or more.");
    }
}
