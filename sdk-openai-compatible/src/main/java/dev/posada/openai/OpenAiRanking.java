// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.RankedDocument;
import dev.posada.http.HttpAnswer;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Reads ranks, in the forms of Jina and Cohere, of Voyage, and of text-embeddings-inference. Used for one answer. */
final class OpenAiRanking {
    private static final JsonNames ANSWER = JsonNames.of("results", "data", "error");
    private static final JsonNames ITEM = JsonNames.of("index", "relevance_score", "score");

    private final HttpAnswer answer;
    private final int documents;
    private final List<RankedDocument> ranked = new ArrayList<>();
    private final BitSet seen = new BitSet();
    private boolean hasResults;

    private OpenAiRanking(HttpAnswer answer, int documents) {
        this.answer = answer;
        this.documents = documents;
    }

    /**
     * The best documents of an answer, best first: not every server sorts them, or stops at the limit.
     *
     * @param documents how many were sent
     */
    static List<RankedDocument> read(HttpAnswer answer, int documents, int limit) {
        OpenAiRanking reader = new OpenAiRanking(answer, documents);
        reader.read(answer.json());
        if (!reader.hasResults) {
            throw OpenAiAnswers.senseless(answer, "it holds no results");
        }
        return reader.ranked.stream()
                .sorted(Comparator.comparingDouble(RankedDocument::score).reversed())
                .limit(limit)
                .toList();
    }

    private void read(JsonCursor json) {
        if (json.peek() == Kind.ARRAY) {
            readResults(json);
            return;
        }
        json.beginObject();
        for (int name = json.nextName(ANSWER); name != JsonCursor.END; name = json.nextName(ANSWER)) {
            if (json.isNull()) {
                continue;
            }
            switch (name) {
                case 0, 1 -> readResults(json);
                case 2 -> throw answer.failure(json.raw());
                default -> json.skip();
            }
        }
    }

    private void readResults(JsonCursor json) {
        hasResults = true;
        json.beginArray();
        while (json.nextElement()) {
            readItem(json);
        }
    }

    private void readItem(JsonCursor json) {
        int index = -1;
        double score = Double.NaN;
        json.beginObject();
        for (int name = json.nextName(ITEM); name != JsonCursor.END; name = json.nextName(ITEM)) {
            switch (name) {
                case 0 -> index = json.intValue();
                case 1, 2 -> score = json.doubleValue();
                default -> json.skip();
            }
        }
        if (index < 0 || index >= documents || seen.get(index) || Double.isNaN(score)) {
            throw OpenAiAnswers.senseless(
                    answer, "for " + documents + " documents it ranks the index " + index + " with the score " + score);
        }
        seen.set(index);
        ranked.add(new RankedDocument(index, score));
    }
}
