// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.BackendOptions;
import dev.posada.CancelledException;
import dev.posada.Capability;
import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.CompletionModel;
import dev.posada.CompletionRequest;
import dev.posada.Content;
import dev.posada.ContextLengthExceededException;
import dev.posada.FinishReason;
import dev.posada.HostHealth;
import dev.posada.InvalidRequestException;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.OutputFormat;
import dev.posada.ProtocolException;
import dev.posada.Thinking;
import dev.posada.TimeoutException;
import dev.posada.Timeouts;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host as programs see it. What exactly the model says is up to its weights and not looked at here. */
class EmbeddedTest {
    private static final Embedded HOST = Embedded.demo();
    private static final ChatModel MODEL = HOST.chatModel();

    private static final Tool WEATHER = Tool.ofSchema(
            "get_weather",
            "Current weather in a city",
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}",
            arguments -> "sunny");
    private static final Tool CLOCK =
            Tool.ofSchema("get_time", "Current time", "{\"type\":\"object\",\"properties\":{}}", arguments -> "noon");

    @AfterAll
    static void close() {
        HOST.close();
    }

    private static ChatRequest.Builder question(String text) {
        return ChatRequest.builder().user(text);
    }

    @Nested
    class Chat {
        @Test
        void answersInWords() {
            ChatResponse response = MODEL.chat("What is Ollama?");

            assertThat(response.text()).isNotBlank().doesNotContain("<think>").doesNotContain("<|im_");
            assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(response.model()).isEqualTo("posada-tiny");
            assertThat(response.warnings()).isEmpty();
        }

        @Test
        void theSameRequestGetsTheSameAnswer() {
            ChatRequest request =
                    question("Tell me a story about a stamp.").maxTokens(40).build();

            try (Embedded other = Embedded.demo()) {
                assertThat(other.chatModel().chat(request).message())
                        .isEqualTo(MODEL.chat(request).message());
            }
        }

        @Test
        void streamsWhatItAnswersInWhole() {
            ChatRequest request =
                    question("What is Ollama?").thinking(Thinking.off()).build();
            StringBuilder words = new StringBuilder();

            try (ChatStream stream = MODEL.stream(request)) {
                stream.text().forEach(words::append);
            }

            assertThat(words).hasToString(MODEL.chat(request).text());
        }

        @Test
        void eventsComeInOrder() {
            List<ChatEvent> events = new ArrayList<>();

            try (ChatStream stream = MODEL.stream(question("What is Ollama?").build())) {
                stream.forEach(events::add);
            }

            assertThat(events.get(0)).isInstanceOf(ChatEvent.Started.class);
            assertThat(events.get(1)).isInstanceOf(ChatEvent.ThinkingDelta.class);
            assertThat(events.get(events.size() - 2)).isInstanceOf(ChatEvent.TextDelta.class);
            assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Finished.class);
            assertThat(events).filteredOn(ChatEvent.TextDelta.class::isInstance).hasSizeGreaterThan(5);
        }

        @Test
        void countsAndMeasuresExactly() {
            ChatRequest request = question("Which port does LM Studio use?").build();

            ChatResponse response = MODEL.chat(request);

            assertThat(response.usage().inputTokens()).isEqualTo(MODEL.countTokens(request));
            assertThat(response.usage().outputTokens()).isPositive();
            assertThat(response.usage().reasoningTokens().getAsInt())
                    .isBetween(1, response.usage().outputTokens() - 1);
            assertThat(response.timings().prompt()).get().matches(time -> time.toNanos() > 0);
            assertThat(response.timings().generation()).get().matches(time -> time.toNanos() > 0);
            assertThat(response.timings().total()).isPresent();
            assertThat(response.timings().load()).isPresent();
        }

        @Test
        void goesOnWhereAConversationEnded() {
            ChatRequest first = question("My name is Zoraida. Please remember that I like tea.")
                    .thinking(Thinking.off())
                    .build();
            ChatResponse answer = MODEL.chat(first);
            ChatRequest second = first.toBuilder()
                    .add(answer.message())
                    .user("What is my name?")
                    .build();

            ChatResponse followUp = MODEL.chat(second);

            assertThat(followUp.usage().cacheReadTokens().getAsInt()).isGreaterThan(10);
            assertThat(followUp.text()).isNotBlank();
        }

        @Test
        void endsAtTheTokenLimit() {
            ChatResponse response = MODEL.chat(question("Tell me a story about a stamp.")
                    .thinking(Thinking.off())
                    .maxTokens(7)
                    .build());

            assertThat(response.usage().outputTokens()).isEqualTo(7);
            assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        }

        @Test
        void endsBeforeAStopText() {
            ChatRequest request = question("Tell me a story about a stamp.")
                    .thinking(Thinking.off())
                    .build();
            String whole = MODEL.chat(request).text();
            String stop = whole.substring(20, 27);

            ChatResponse stopped = MODEL.chat(request.toBuilder().stop(stop).build());

            assertThat(stopped.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
            assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(stopped.rawFinishReason()).contains("stop-text");
        }

        @Test
        void drawsTheSameForTheSameSeed() {
            ChatRequest.Builder request = question("Tell me a story about a stamp.")
                    .thinking(Thinking.off())
                    .temperature(1.5)
                    .topK(1000)
                    .topP(1)
                    .minP(0)
                    .maxTokens(25);

            String first = MODEL.chat(request.seed(1).build()).text();

            assertThat(MODEL.chat(request.seed(1).build()).text()).isEqualTo(first);
            assertThat(MODEL.chat(request.seed(2).build()).text()).isNotEqualTo(first);
        }

        @Test
        void understandsEveryRole() {
            Content.ToolCall call = new Content.ToolCall("call_0", "get_weather", "{\"city\":\"Oslo\"}");
            ChatResponse response = MODEL.chat(ChatRequest.builder()
                    .system("Be brief.")
                    .user("What is the weather in Oslo?")
                    .add(new Message.Assistant(List.of(new Content.Thinking("Hm.", "signature"), call)))
                    .add(Message.toolFailure(call, "no network"))
                    .tools(WEATHER)
                    .build());

            assertThat(response.finishReason()).isIn(FinishReason.STOP, FinishReason.TOOL_CALLS);
        }

        @Test
        void severalThreadsGetTheirOwnAnswers() {
            List<String> questions = IntStream.range(0, 6)
                    .mapToObj(i -> "Count from " + i + " to " + (i + 5) + ".")
                    .toList();
            List<String> alone =
                    questions.stream().map(text -> MODEL.chat(text).text()).toList();

            List<CompletableFuture<ChatResponse>> together = questions.stream()
                    .map(text -> MODEL.chatAsync(ChatRequest.of(text)))
                    .toList();

            assertThat(together.stream().map(future -> future.join().text())).isEqualTo(alone);
        }

        @Test
        void manyStreamsMayBeOpenInOneThread() {
            List<ChatStream> streams = IntStream.range(0, 8)
                    .mapToObj(i -> MODEL.stream(question("What is Ollama?").build()))
                    .toList();
            List<Iterator<ChatEvent>> events =
                    streams.stream().map(ChatStream::iterator).toList();

            for (int i = 0; i < 3; i++) {
                events.forEach(Iterator::next);
            }

            assertThat(events).allMatch(Iterator::hasNext);
            streams.forEach(ChatStream::close);
        }
    }

    @Nested
    class ThinkingSetting {
        @Test
        void offMeansNone() {
            ChatResponse response = MODEL.chat(
                    question("What is 317 + 254?").thinking(Thinking.off()).build());

            assertThat(response.thinking()).isEmpty();
            assertThat(response.usage().reasoningTokens()).hasValue(0);
        }

        @Test
        void onMeansThoughtsBeforeTheAnswer() {
            ChatResponse response = MODEL.chat(
                    question("What is 317 + 254?").thinking(Thinking.on()).build());

            assertThat(response.thinking()).isNotBlank();
            assertThat(response.text()).isNotBlank();
        }

        @Test
        void aBudgetEndsTheThoughts() {
            ChatResponse response = MODEL.chat(
                    question("What is 317 + 254?").thinking(Thinking.budget(6)).build());

            assertThat(response.usage().reasoningTokens().getAsInt()).isLessThanOrEqualTo(8);
            assertThat(response.text()).isNotBlank();
        }

        @Test
        void levelsAreTakenAsOn() {
            ChatResponse response = MODEL.chat(
                    question("What is 317 + 254?").thinking(Thinking.high()).build());

            assertThat(response.thinking()).isNotBlank();
            assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.APPROXIMATED);
        }
    }

    @Nested
    class Tools {
        @Test
        void aCallThatIsRequiredIsMade() {
            for (Thinking thinking : List.of(Thinking.on(), Thinking.off())) {
                ChatResponse response = MODEL.chat(question("Good morning!")
                        .tools(WEATHER, CLOCK)
                        .toolChoice(ToolChoice.required())
                        .thinking(thinking)
                        .build());

                assertThat(response.toolCalls()).isNotEmpty();
                assertThat(response.toolCalls())
                        .allSatisfy(call -> assertThat(call.argumentsProblem()).isEmpty());
                assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
                assertThat(response.text()).isEmpty();
            }
        }

        @Test
        void aNamedToolIsCalledAndNoOther() {
            ChatResponse response = MODEL.chat(question("What is the weather in Oslo?")
                    .tools(WEATHER, CLOCK)
                    .toolChoice(ToolChoice.named("get_time"))
                    .build());

            assertThat(response.toolCalls())
                    .isNotEmpty()
                    .allMatch(call -> call.name().equals("get_time"));
        }

        @Test
        void withoutChoiceNoToolIsCalled() {
            ChatResponse response = MODEL.chat(question("What is the weather in Oslo?")
                    .tools(WEATHER)
                    .toolChoice(ToolChoice.none())
                    .build());

            assertThat(response.toolCalls()).isEmpty();
            assertThat(response.text()).isNotBlank();
        }

        @Test
        void callsAreStreamedInParts() {
            List<ChatEvent> events = new ArrayList<>();
            ChatRequest request = question("What is the weather in Lisbon?")
                    .tools(WEATHER)
                    .toolChoice(ToolChoice.required())
                    .build();

            try (ChatStream stream = MODEL.stream(request)) {
                stream.forEach(events::add);
            }

            assertThat(events).hasAtLeastOneElementOfType(ChatEvent.ToolCallStarted.class);
            assertThat(events)
                    .filteredOn(ChatEvent.ToolArgumentsDelta.class::isInstance)
                    .hasSizeGreaterThan(2);
            assertThat(events).hasAtLeastOneElementOfType(ChatEvent.ToolCallReady.class);
        }

        @Test
        void idsOfCallsDoNotRepeatWithinAConversation() {
            ChatRequest first = question("What is the weather in Oslo?")
                    .tools(WEATHER)
                    .toolChoice(ToolChoice.required())
                    .build();
            ChatResponse answer = MODEL.chat(first);
            ChatRequest.Builder next = first.toBuilder().add(answer.message());
            answer.toolCalls().forEach(call -> next.add(Message.toolResult(call, WEATHER.call(call))));

            List<Content.ToolCall> later =
                    MODEL.chat(next.user("And in Rome?").build()).toolCalls();

            assertThat(later)
                    .isNotEmpty()
                    .extracting(Content.ToolCall::id)
                    .doesNotContainAnyElementsOf(answer.toolCalls().stream()
                            .map(Content.ToolCall::id)
                            .toList());
        }

        @Test
        void aToolWhoseArgumentsCannotBeHeldToTheirSchemaIsRefusedIfItMustBeCalled() {
            Tool odd = Tool.ofSchema(
                    "odd", "Odd", "{\"type\":\"object\",\"properties\":{\"a\":{\"multipleOf\":3}}}", arguments -> "");
            ChatRequest.Builder request = question("Hi").tools(odd);

            assertThatThrownBy(() -> MODEL.stream(
                            request.toolChoice(ToolChoice.required()).build()))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("odd")
                    .hasMessageContaining("multipleOf");
            assertThat(MODEL.chat(request.toolChoice(ToolChoice.auto()).build()).finishReason())
                    .isNotEqualTo(FinishReason.OTHER);
        }
    }

    @Nested
    class Structured {
        record Person(String name, int age, List<String> hobbies) {}

        @Test
        void answersBecomeValues() {
            ChatRequest request = question(
                            "Extract name, age and hobbies as JSON. Ilse Marten is 34 years old and likes chess.")
                    .build();

            Person person = MODEL.chat(request, Person.class);

            assertThat(person.name()).isNotNull();
        }

        @Test
        void fewTokensStillMakeAWholeAnswer() {
            OutputFormat format = OutputFormat.jsonSchema(
                    "text",
                    "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}},\"required\":[\"text\"]}");

            Set<String> warnings = new HashSet<>();
            for (int most = 8; most < 24; most++) {
                ChatResponse response = MODEL.chat(question("Tell me a story about a stamp as JSON with the key text.")
                        .outputFormat(format)
                        .maxTokens(most)
                        .build());

                assertThat(Grammars.problem(format.schema().orElseThrow(), response.text()))
                        .isEmpty();
                assertThat(response.usage().outputTokens()).isLessThanOrEqualTo(most);
                assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
                response.warnings().forEach(warning -> warnings.add(warning.code()));
            }

            assertThat(warnings).containsExactly("answer-shortened");
        }

        @Test
        void tooFewTokensForAnyAnswerAreRefused() {
            ChatRequest request = question("Hi")
                    .outputFormat(OutputFormat.jsonSchema("text", "{\"type\":\"string\",\"minLength\":50}"))
                    .maxTokens(10)
                    .build();

            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> MODEL.chat(request))
                    .withMessageContaining("10")
                    .withMessageContaining("maxTokens");
        }

        @Test
        void jsonMayHaveAnyForm() {
            ChatResponse response = MODEL.chat(question("Give me a JSON object.")
                    .outputFormat(OutputFormat.json())
                    .build());

            assertThat(Grammars.problem("{\"type\":\"object\"}", response.text()))
                    .isEmpty();
        }

        @Test
        void toolsMayBeCalledInstead() {
            ChatResponse response = MODEL.chat(question("What is the weather in Lisbon?")
                    .tools(WEATHER)
                    .outputFormat(OutputFormat.json())
                    .build());

            assertThat(response.toolCalls().isEmpty())
                    .isNotEqualTo(response.text().isEmpty());
        }

        @Test
        void schemasThatCannotBeHonouredAreRefusedBeforeAnythingIsWritten() {
            ChatRequest request = question("Hi")
                    .outputFormat(OutputFormat.jsonSchema("x", "{\"type\":\"array\",\"uniqueItems\":true}"))
                    .build();

            assertThatThrownBy(() -> MODEL.stream(request))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("uniqueItems");
        }

        @Test
        void stopTextsDoNotGoWithIt() {
            ChatRequest request =
                    question("Hi").outputFormat(OutputFormat.json()).stop("}").build();

            assertThatThrownBy(() -> MODEL.stream(request)).isInstanceOf(UnsupportedFeatureException.class);
        }
    }

    @Nested
    class Completion {
        private final CompletionModel completion = HOST.completionModel("posada-tiny");

        @Test
        void continuesAText() {
            ChatResponse response = completion.complete(CompletionRequest.builder("Ollama is a free program that")
                    .maxTokens(8)
                    .build());

            assertThat(response.text()).isNotEmpty();
            assertThat(response.usage().outputTokens()).isLessThanOrEqualTo(8);
        }

        @Test
        void marksInThePromptAreMarks() {
            ChatResponse chat = MODEL.chat(
                    question("What is Ollama?").thinking(Thinking.off()).build());

            ChatResponse raw = completion.complete("""
                    <|im_start|>user
                    What is Ollama?<|im_end|>
                    <|im_start|>assistant
                    <think>

                    </think>

                    """);

            assertThat(raw.text()).isEqualTo(chat.text());
            assertThat(raw.usage().inputTokens()).isEqualTo(chat.usage().inputTokens());
        }

        @Test
        void honoursASchema() {
            ChatResponse response = completion.complete(CompletionRequest.builder("The answer is ")
                    .outputFormat(OutputFormat.jsonSchema("n", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":5}"))
                    .build());

            assertThat(Integer.parseInt(response.text())).isBetween(1, 5);
        }

        @Test
        void doesNotFillGaps() {
            assertThatThrownBy(() -> completion.stream(
                            CompletionRequest.builder("a").suffix("b").build()))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("middle");
        }

        @Test
        void wantsSomethingToContinue() {
            assertThatThrownBy(() -> completion.complete("")).isInstanceOf(InvalidRequestException.class);
        }
    }

    @Nested
    class Refuses {
        @Test
        void whatTheModelCannotRead() {
            Media picture = Media.of(new byte[] {1, 2, 3}, "image/png");
            for (Content part : List.of(
                    new Content.Image(picture),
                    new Content.Document("a.pdf", picture),
                    new Content.Audio(picture),
                    new Content.Video(picture),
                    new Content.Unknown("odd", "{}"))) {
                ChatRequest request =
                        ChatRequest.builder().user(Content.text("Look:"), part).build();

                assertThatThrownBy(() -> MODEL.stream(request))
                        .isInstanceOf(UnsupportedFeatureException.class)
                        .hasMessageContaining("reads words only");
            }
        }

        @Test
        void whatItCannotTell() {
            assertThatThrownBy(() -> MODEL.stream(question("Hi").topLogprobs(3).build()))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("topLogprobs");
            assertThatThrownBy(() ->
                            MODEL.stream(question("Hi").extra("mirostat", "2").build()))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("mirostat");
            assertThatThrownBy(() -> HOST.embeddingModel("posada-tiny"))
                    .isInstanceOf(UnsupportedFeatureException.class);
            assertThatThrownBy(() -> HOST.rerankModel("posada-tiny")).isInstanceOf(UnsupportedFeatureException.class);
        }

        @Test
        void modelsThatItDoesNotHave() {
            assertThatExceptionOfType(ModelNotFoundException.class)
                    .isThrownBy(() -> HOST.chatModel("llama3.2").chat("Hi"))
                    .withMessageContaining("llama3.2")
                    .withMessageContaining("posada-tiny");
            assertThatThrownBy(() -> HOST.model("llama3.2")).isInstanceOf(ModelNotFoundException.class);
        }

        @Test
        void conversationsWithoutAWord() {
            assertThatThrownBy(() -> MODEL.stream(ChatRequest.builder().build()))
                    .isInstanceOf(InvalidRequestException.class);
        }

        @Test
        void promptsThatAreLongerThanTheWindow() {
            ChatRequest request = question("word ".repeat(3_000)).build();

            assertThatExceptionOfType(ContextLengthExceededException.class)
                    .isThrownBy(() -> MODEL.chat(request))
                    .withMessageContaining(String.valueOf(MODEL.countTokens(request)))
                    .withMessageContaining(
                            String.valueOf(DemoModel.MODEL.shape().window()));
        }
    }

    @Nested
    class Warns {
        @Test
        void ofOptionsForOtherHosts() {
            BackendOptions foreign = new BackendOptions() {};

            assertThat(MODEL.chat(question("Hi").options(foreign).build()).warnings())
                    .extracting(ChatWarning::code)
                    .containsExactly(ChatWarning.FOREIGN_OPTIONS);
        }

        @Test
        void ofThinkingThatItCannotRead() {
            Message earlier =
                    new Message.Assistant(List.of(new Content.RedactedThinking("xyz"), Content.text("Hello")));

            assertThat(MODEL.chat(question("Hi").add(earlier).user("And?").build())
                            .warnings())
                    .extracting(ChatWarning::code)
                    .containsExactly(ChatWarning.APPROXIMATED);
        }
    }

    @Nested
    class Ends {
        @Test
        void whenTheStreamIsClosedEarly() {
            ChatStream stream =
                    MODEL.stream(question("Tell me a story about a stamp.").build());
            Iterator<ChatEvent> events = stream.iterator();
            events.next();

            stream.close();

            assertThatThrownBy(events::next).isInstanceOf(CancelledException.class);
        }

        @Test
        void whenItIsCancelledFromAnotherThread() {
            ChatStream stream = MODEL.stream(question("word ".repeat(1_500)).build());
            CompletableFuture<Void> cancelled = CompletableFuture.runAsync(
                    stream::cancel, CompletableFuture.delayedExecutor(20, java.util.concurrent.TimeUnit.MILLISECONDS));

            assertThatThrownBy(stream::response).isInstanceOf(CancelledException.class);
            cancelled.join();
        }

        @Test
        void whenTimeRunsOut() {
            ChatRequest request = question("word ".repeat(1_900))
                    .timeouts(Timeouts.defaults().total(Duration.ofMillis(30)))
                    .build();

            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> MODEL.chat(request))
                    .matches(e -> e.phase() == TimeoutException.Phase.TOTAL);
        }

        @Test
        void whenTheHostIsClosed() {
            Embedded host = Embedded.demo();
            ChatStream stream = host.chatModel().stream(question("Hi").build());
            Iterator<ChatEvent> events = stream.iterator();
            events.next();

            host.close();

            assertThatThrownBy(() -> events.forEachRemaining(event -> {})).isInstanceOf(CancelledException.class);
            assertThatIllegalStateException().isThrownBy(() -> host.chatModel().chat("Hi"));
        }
    }

    @Nested
    class Tells {
        @Test
        void whatTheModelIs() {
            ModelInfo info = HOST.models().get(0);

            assertThat(info.name()).isEqualTo("posada-tiny");
            assertThat(info.contextWindow()).hasValue(DemoModel.MODEL.shape().window());
            assertThat(info.capabilities().has(Capability.TOOLS)).isTrue();
            assertThat(info.capabilities().lacks(Capability.IMAGES)).isTrue();
            assertThat(info.parameterSize())
                    .hasValueSatisfying(size -> assertThat(size).matches("\\d+\\.\\dM"));
            assertThat(info.sizeBytes()).hasValue(DemoModel.file().length);
            assertThat(HOST.defaultModel()).contains("posada-tiny");
        }

        @Test
        void howItIs() {
            try (Embedded host = Embedded.demo()) {
                assertThat(host.health().status()).isEqualTo(HostHealth.Status.UP);
                assertThat(host.health().detail()).contains("not read yet");
                assertThat(host.models().get(0).loaded()).contains(false);

                host.chatModel().countTokens(ChatRequest.of("Hi"));

                assertThat(host.health().detail()).contains("in memory");
                assertThat(host.models().get(0).loaded()).contains(true);
            }
        }
    }

    @Nested
    class LoadsFiles {
        @Test
        void ofTheSameKind(@TempDir Path folder) throws IOException {
            Path file = Files.write(folder.resolve("my model.gguf"), DemoModel.file());

            try (Embedded host = Embedded.load(file)) {
                assertThat(host.models().get(0).name()).isEqualTo("my model");
                assertThat(host.uri().toString())
                        .startsWith("embedded://local?file=")
                        .doesNotContain(" ");
                assertThat(host.chatModel().chat("What is Ollama?").message())
                        .isEqualTo(MODEL.chat("What is Ollama?").message());
            }
        }

        @Test
        void withOtherTemplatesAndSaysSo(@TempDir Path folder) throws IOException {
            Path file = Files.write(folder.resolve("small.gguf"), SmallModel.usual());

            try (Embedded host = Embedded.load(file)) {
                ChatResponse response =
                        host.chatModel().chat(question("Hi").maxTokens(3).build());

                assertThat(response.warnings())
                        .extracting(ChatWarning::message)
                        .anyMatch(text -> text.contains("template"));
            }
        }

        @Test
        void butNotDamagedOnes(@TempDir Path folder) throws IOException {
            Path file = Files.write(folder.resolve("cut.gguf"), java.util.Arrays.copyOf(DemoModel.file(), 5_000_000));

            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> Embedded.load(file))
                    .withMessageContaining("cut.gguf")
                    .withMessageContaining("ends early");
        }

        @Test
        void butNotThoseThatAreMissing(@TempDir Path folder) {
            assertThatExceptionOfType(ModelNotFoundException.class)
                    .isThrownBy(() -> Embedded.load(folder.resolve("none.gguf")))
                    .withMessageContaining("none.gguf");
        }
    }
}
