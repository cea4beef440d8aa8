// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.ChatWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of the engine, in the engine's words.
 *
 * @param grammar what the answer must match; {@code null} for any answer
 * @param parts what the answer may have besides words
 * @param mostThoughts after this many tokens thoughts are ended
 * @param firstCallId the number in the id of the first tool call, so that ids don't repeat within a conversation
 * @param warnings what the caller should know of how the request was understood
 */
record AnswerPlan(
        SamplingSettings sampling,
        @Nullable Grammar grammar,
        AnswerParser.Parts parts,
        List<String> stops,
        int mostTokens,
        int mostThoughts,
        int firstCallId,
        List<ChatWarning> warnings) {
    AnswerPlan {
        stops = List.copyOf(stops);
        warnings = List.copyOf(warnings);
    }

    /** The same with one more warning. */
    AnswerPlan plus(ChatWarning warning) {
        List<ChatWarning> more = new ArrayList<>(warnings);
        more.add(warning);
        return new AnswerPlan(sampling, grammar, parts, stops, mostTokens, mostThoughts, firstCallId, more);
    }
}
