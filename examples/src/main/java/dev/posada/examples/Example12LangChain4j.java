// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.posada.ModelHost;
import dev.posada.langchain4j.PosadaChatModel;
import dev.posada.langchain4j.PosadaEmbeddingModel;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An AI service of LangChain4j that looks things up before it answers, on a model of a Posada host.
 *
 * <p>Without arguments the demo model answers. It makes no vectors, so notes are found by the words that they share with the
 * question. With a host URI and the name of an embedding model there, such as
 * {@code ollama://localhost/llama3.2 embeddinggemma}, they are found by what they mean.
 */
public final class Example12LangChain4j {
    private static final List<String> NOTES = List.of(
            "The office in Lima opens at 9 and closes at 18.",
            "The office in Cusco opens at 10 and closes at 17.",
            "The printer is on the second floor, beside the kitchen.",
            "Holidays are asked for two weeks ahead, by mail to Rosa.");

    interface Assistant {
        String answer(String question);
    }

    private Example12LangChain4j() {}

    /** Runs the example. */
    public static void main(String[] args) {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny";

        try (ModelHost host = ModelHost.open(uri)) {
            ContentRetriever retriever =
                    args.length > 1 ? byMeaning(host, args[1]) : Example12LangChain4j::withMostWordsInCommon;
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(PosadaChatModel.of(
                            host.chatModel(host.defaultModel().orElseThrow())))
                    .contentRetriever(retriever)
                    .build();
            System.out.println(assistant.answer("When does the office in Cusco open?"));
        }
    }

    private static ContentRetriever byMeaning(ModelHost host, String name) {
        EmbeddingModel embedder = PosadaEmbeddingModel.of(host.embeddingModel(name));
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        List<TextSegment> notes = NOTES.stream().map(TextSegment::from).toList();
        store.addAll(embedder.embedAll(notes).content(), notes);
        return EmbeddingStoreContentRetriever.builder()
                .embeddingStore(store)
                .embeddingModel(embedder)
                .maxResults(1)
                .build();
    }

    private static List<Content> withMostWordsInCommon(Query query) {
        Set<String> asked = words(query.text());
        return NOTES.stream()
                .max(Comparator.comparing(
                        note -> words(note).stream().filter(asked::contains).count()))
                .map(Content::from)
                .stream()
                .toList();
    }

    private static Set<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("\\W+")).collect(Collectors.toSet());
    }
}
