// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.Embedding;
import dev.posada.EmbeddingModel;
import dev.posada.ModelHost;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the text that means what is asked, although it uses other words.
 *
 * <p>The argument is a host URI of an embedding model, such as {@code ollama://localhost/embeddinggemma}. Without one the
 * example only says so: the demo model makes no vectors.
 */
public final class Example07Search {
    private static final List<String> NOTES = List.of(
            "The keys of the flat are with the neighbour on the third floor.",
            "Water the plants on the balcony twice a week in summer.",
            "The router restarts by itself if it loses the connection for ten minutes.",
            "Paper and glass are collected on Thursdays.");

    private Example07Search() {}

    /** Runs the example. */
    public static void main(String[] args) {
        String question = "How do I get in?";
        if (args.length == 0) {
            System.out.println("""
                    This example turns four notes into vectors and finds the one that answers "%s".
                    The demo model makes no vectors, so name a model that does:
                      ./example 07 ollama://localhost/embeddinggemma""".formatted(question));
            return;
        }

        try (ModelHost host = ModelHost.open(args[0])) {
            EmbeddingModel model = host.embeddingModel(
                    host.defaultModel().orElseThrow(() -> new IllegalArgumentException(args[0] + " names no model.")));
            List<Embedding> notes = model.embed(NOTES);
            Embedding asked = model.embed(question);
            IntStream.range(0, NOTES.size())
                    .boxed()
                    .sorted(Comparator.comparing((Integer i) -> notes.get(i).cosineSimilarity(asked))
                            .reversed())
                    .forEach(i -> System.out.printf("%.3f  %s%n", notes.get(i).cosineSimilarity(asked), NOTES.get(i)));
        }
    }
}
