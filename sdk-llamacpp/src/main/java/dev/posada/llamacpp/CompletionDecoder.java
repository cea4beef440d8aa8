// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.FinishReason;
import dev.posada.PosadaException;
import dev.posada.TokenLogprob;
import dev.posada.Usage;
import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes an answer of the frames of {@code /completion} and {@code /infill}: those with {@code "stop":false}, and at the end one
 * with {@code "stop":true}. Used by one thread.
 */
final class CompletionDecoder {
    private static final JsonNames NAMES = JsonNames.of(
            "content",
            "stop",
            "tokens",
            "stop_type",
            "tokens_evaluated",
            "tokens_predicted",
            "timings",
            "completion_probabilities",
            "model",
            "error",
            "prompt",
            "index");
    private static final JsonNames PROBABILITY_NAMES =
            JsonNames.of("token", "logprob", "prob", "top_logprobs", "top_probs");

    private final Function<String, PosadaException> failure;
    private final StringJoiner tokens = new StringJoiner(",", "[", "]");
    private boolean hasTokens;
    private boolean complete;

    // What the frames have said so far
    private String content = "";
    private @Nullable String stopType;
    private int evaluated;
    private int predicted;
    private @Nullable LlamaCppTimings timings;

    /**
     * A decoder of one answer.
     *
     * @param failure makes the exception for an error that the server reports in a frame
     */
    CompletionDecoder(Function<String, PosadaException> failure) {
        this.failure = failure;
    }

    /** Whether the last frame has come. */
    boolean isComplete() {
        return complete;
    }

    /** Reads a frame. */
    void decode(JsonCursor json, EventSink sink) {
        content = "";
        json.beginObject();
        for (int name = json.nextName(NAMES); name != JsonCursor.END; name = json.nextName(NAMES)) {
            if (!json.isNull()) {
                field(name, json, sink);
            }
        }
        sink.text(content);
        if (complete) {
            finish(sink);
        }
    }

    private void field(int name, JsonCursor json, EventSink sink) {
        switch (name) {
            case 0 -> content = json.string();
            case 1 -> complete = json.bool();
            case 2 -> tokens(json);
            case 3 -> stopType = json.string();
            case 4 -> evaluated = json.intValue();
            case 5 -> predicted = json.intValue();
            case 6 -> timings = LlamaCppTimings.read(json);
            case 7 -> sink.logprobs(logprobs(json));
            case 8 -> sink.started(null, json.string());
            case 9 -> throw failure.apply(json.raw());
            case 10, 11 -> json.skip(); // what was asked, and which of several prompts, of which there is one
            default -> sink.extra(json.name(), json.raw());
        }
    }

    private void tokens(JsonCursor json) {
        json.beginArray();
        while (json.nextElement()) {
            tokens.add(json.text());
            hasTokens = true;
        }
    }

    private static List<TokenLogprob> logprobs(JsonCursor json) {
        List<TokenLogprob> all = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            all.add(logprob(json));
        }
        return all;
    }

    private static TokenLogprob logprob(JsonCursor json) {
        String token = "";
        double logprob = 0;
        List<TokenLogprob> alternatives = List.of();
        json.beginObject();
        for (int name = json.nextName(PROBABILITY_NAMES);
                name != JsonCursor.END;
                name = json.nextName(PROBABILITY_NAMES)) {
            switch (name) {
                case 0 -> token = json.string();
                case 1 -> logprob = json.doubleValue();
                case 2 -> logprob = Math.log(json.doubleValue()); // after the samplers the server tells probabilities
                case 3, 4 -> alternatives = logprobs(json);
                default -> json.skip();
            }
        }
        return new TokenLogprob(token, logprob, alternatives);
    }

    private void finish(EventSink sink) {
        Integer cached = null;
        if (timings != null) {
            sink.timings(timings.toTimings());
            cached = timings.cached();
        }
        sink.usage(new Usage(evaluated, predicted, cached, null, null));
        if (hasTokens) {
            sink.extra("tokens", tokens.toString());
        }
        sink.finish(reason(), stopType);
    }

    private FinishReason reason() {
        if (stopType == null) {
            return FinishReason.OTHER;
        }
        return switch (stopType) {
            case "eos", "word" -> FinishReason.STOP;
            case "limit" -> FinishReason.LENGTH;
            default -> FinishReason.OTHER;
        };
    }
}
