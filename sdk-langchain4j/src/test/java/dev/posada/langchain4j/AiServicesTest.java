// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailException;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.posada.Capability;
import dev.posada.Embedding;
import dev.posada.Message;
import dev.posada.OutputFormat;
import dev.posada.testkit.FakeHost;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** LangChain4j's AI services over a Posada host. */
class AiServicesTest {
    interface Assistant {
        String answer(String question);
    }

    interface StreamingAssistant {
        TokenStream answer(String question);
    }

    record City(String name, int inhabitants) {}

    interface Extractor {
        City city(String text);
    }

    static final class Weather {
        @Tool("Current weather in a city")
        String weather(@P("the city") String city) {
            return "sunny in " + city;
        }
    }

    static final class NoSecrets implements InputGuardrail {
        @Override
        public InputGuardrailResult validate(UserMessage message) {
            return message.singleText().contains("password") ? fatal("a secret") : success();
        }
    }

    @Test
    void remembersWhatWasSaid() {
        FakeHost host = FakeHost.create().says("Hello, Ana.").says("Ana.");
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(PosadaChatModel.of(host.chatModel("any")))
                .chatMemory(MessageWindowChatMemory.withMaxMessages(10))
                .build();

        assistant.answer("I am Ana.");
        String name = assistant.answer("Who am I?");

        assertThat(name).isEqualTo("Ana.");
        assertThat(host.lastRequest().messages())
                .extracting(Message::text)
                .containsExactly("I am Ana.", "Hello, Ana.", "Who am I?");
    }

    @Test
    void runsToolsAndTellsTheModel() {
        FakeHost host =
                FakeHost.create().calls("weather", "{\"city\": \"Cusco\"}").says("Take sunglasses.");
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(PosadaChatModel.of(host.chatModel("any")))
                .tools(new Weather())
                .build();

        String advice = assistant.answer("What shall I take to Cusco?");

        assertThat(advice).isEqualTo("Take sunglasses.");
        assertThat(host.lastRequest().messages())
                .last()
                .isInstanceOfSatisfying(
                        Message.ToolResult.class,
                        result -> assertThat(result.text()).isEqualTo("sunny in Cusco"));
        assertThat(host.lastRequest().tools())
                .singleElement()
                .satisfies(tool -> assertThat(tool.schema()).contains("\"city\"", "the city"));
    }

    @Test
    void asksForASchemaWhereTheModelHoldsToOne() {
        FakeHost host = FakeHost.create()
                .serves("any", Capability.CHAT, Capability.STRUCTURED_OUTPUT)
                .says("{\"name\": \"Cusco\", \"inhabitants\": 428450}");
        Extractor extractor = AiServices.create(Extractor.class, PosadaChatModel.of(host.chatModel("any")));

        City city = extractor.city("Cusco has 428,450 inhabitants.");

        assertThat(city).isEqualTo(new City("Cusco", 428_450));
        assertThat(host.lastRequest().outputFormat().kind()).isEqualTo(OutputFormat.Kind.JSON_SCHEMA);
    }

    @Test
    void asksInWordsWhereTheModelHoldsToNoSchema() {
        FakeHost host =
                FakeHost.create().serves("any", Capability.CHAT).says("{\"name\": \"Cusco\", \"inhabitants\": 428450}");
        Extractor extractor = AiServices.create(Extractor.class, PosadaChatModel.of(host.chatModel("any")));

        City city = extractor.city("Cusco has 428,450 inhabitants.");

        assertThat(city.name()).isEqualTo("Cusco");
        assertThat(host.lastRequest().outputFormat().kind()).isEqualTo(OutputFormat.Kind.TEXT);
    }

    @Test
    void findsWhatBelongsToTheQuestion() {
        FakeHost host = FakeHost.create()
                .embeds(text -> text.contains("keys") ? Embedding.of(1, 0) : Embedding.of(0, 1))
                .says("With the neighbour.");
        PosadaEmbeddingModel embedder = PosadaEmbeddingModel.of(host.embeddingModel("vectors"));
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        for (String note : List.of("The keys are with the neighbour.", "Water the plants.")) {
            store.add(embedder.embed(note).content(), TextSegment.from(note));
        }
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(PosadaChatModel.of(host.chatModel("any")))
                .contentRetriever(EmbeddingStoreContentRetriever.builder()
                        .embeddingStore(store)
                        .embeddingModel(embedder)
                        .maxResults(1)
                        .build())
                .build();

        assistant.answer("Where are the keys?");

        assertThat(host.lastRequest().messages().get(0).text())
                .contains("The keys are with the neighbour.")
                .doesNotContain("plants");
    }

    @Test
    void guardrailsStopARequestBeforeItIsSent() {
        FakeHost host = FakeHost.create();
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(PosadaChatModel.of(host.chatModel("any")))
                .inputGuardrails(new NoSecrets())
                .build();

        assertThatExceptionOfType(InputGuardrailException.class)
                .isThrownBy(() -> assistant.answer("My password is 1234."));

        assertThat(host.requests()).isEmpty();
    }

    @Test
    void memoryToolsAndGuardrailsGoTogether() {
        FakeHost host = FakeHost.create()
                .calls("weather", "{\"city\": \"Cusco\"}")
                .says("Take sunglasses.")
                .says("For Cusco.");
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(PosadaChatModel.of(host.chatModel("any")))
                .chatMemory(MessageWindowChatMemory.withMaxMessages(10))
                .tools(new Weather())
                .inputGuardrails(new NoSecrets())
                .build();

        assistant.answer("What shall I take to Cusco?");
        assertThatExceptionOfType(InputGuardrailException.class)
                .isThrownBy(() -> assistant.answer("My password is 1234."));
        assistant.answer("For which city was that?");

        host.verify();
        assertThat(host.lastRequest().messages())
                .extracting(Message::text)
                .containsSubsequence(
                        "What shall I take to Cusco?", "sunny in Cusco", "Take sunglasses.", "For which city was that?")
                .noneMatch(text -> text.contains("password"));
    }

    @Test
    void streamsThroughToolCalls() throws Exception {
        FakeHost host =
                FakeHost.create().calls("weather", "{\"city\": \"Cusco\"}").says("Take ", "sunglasses.");
        StreamingAssistant assistant = AiServices.builder(StreamingAssistant.class)
                .streamingChatModel(PosadaStreamingChatModel.of(host.chatModel("any")))
                .tools(new Weather())
                .build();
        List<String> words = new CopyOnWriteArrayList<>();
        CompletableFuture<String> whole = new CompletableFuture<>();

        assistant
                .answer("What shall I take to Cusco?")
                .onPartialResponse(words::add)
                .onCompleteResponse(
                        response -> whole.complete(response.aiMessage().text()))
                .onError(whole::completeExceptionally)
                .start();

        assertThat(whole.get(10, TimeUnit.SECONDS))
                .isEqualTo("Take sunglasses.")
                .isEqualTo(String.join("", words));
    }
}
