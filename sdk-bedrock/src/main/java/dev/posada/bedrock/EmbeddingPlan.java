// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatWarning;
import dev.posada.ContextLengthExceededException;
import dev.posada.Embedding;
import dev.posada.EmbeddingRequest;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is sent for a request, all of it checked before the first byte goes out.
 *
 * @param dialect the model's words
 * @param options what the model is told besides the texts
 * @param bodies one for each call, in the order of the texts
 * @param warnings what the caller should know
 */
record EmbeddingPlan(
        EmbeddingDialect dialect, BedrockEmbeddingOptions options, List<String> bodies, List<ChatWarning> warnings) {
    EmbeddingPlan {
        bodies = List.copyOf(bodies);
        warnings = List.copyOf(warnings);
    }

    /**
     * Plans a request.
     *
     * @param where host and model, for errors
     * @throws UnsupportedFeatureException if the model can't do what is asked for
     * @throws ContextLengthExceededException if a text is longer than the model takes, and may not be cut
     */
    static EmbeddingPlan of(EmbeddingRequest request, BedrockModel model, ErrorDetails where) {
        model.require(ModelFeature.EMBEDDINGS, where);
        EmbeddingDialect dialect = EmbeddingDialect.of(model.base()).orElseThrow(() -> unknown(where));
        requireLength(request, dialect, where);
        List<ChatWarning> warnings = new ArrayList<>(0);
        BedrockEmbeddingOptions options = options(request, warnings);
        warn(request, dialect, options, warnings);
        List<String> texts = texts(request, dialect, where);
        List<String> bodies = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += dialect.batch()) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + dialect.batch()));
            bodies.add(dialect.body(batch, request, options).toString());
        }
        return new EmbeddingPlan(dialect, options, bodies, warnings);
    }

    private static UnsupportedFeatureException unknown(ErrorDetails where) {
        return new UnsupportedFeatureException(
                "How the model " + where.model()
                        + " is asked for vectors is not known here: each family on Bedrock has its"
                        + " own words, and known are " + String.join(", ", EmbeddingDialect.known())
                        + ". For an ARN of one of these, say which with Bedrock.Builder.modelData and \"like\".",
                where);
    }

    private static void requireLength(EmbeddingRequest request, EmbeddingDialect dialect, ErrorDetails where) {
        request.dimensions().ifPresent(length -> {
            if (!dialect.lengths().contains(length)) {
                throw new UnsupportedFeatureException(
                        "The model " + where.model() + " makes no vectors of " + length + " values; it makes them of "
                                + dialect.lengths().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")) + ".",
                        where);
            }
        });
    }

    private static BedrockEmbeddingOptions options(EmbeddingRequest request, List<ChatWarning> warnings) {
        if (request.options().isEmpty()) {
            return BedrockEmbeddingOptions.NONE;
        }
        if (request.options().get() instanceof BedrockEmbeddingOptions own) {
            return own;
        }
        warnings.add(new ChatWarning(
                ChatWarning.FOREIGN_OPTIONS,
                "The request holds " + request.options().get().getClass().getSimpleName()
                        + ", which Bedrock does not read; its own are BedrockEmbeddingOptions."));
        return BedrockEmbeddingOptions.NONE;
    }

    private static void warn(
            EmbeddingRequest request,
            EmbeddingDialect dialect,
            BedrockEmbeddingOptions options,
            List<ChatWarning> warnings) {
        if (dialect.isTitan() && options.purpose().isPresent()) {
            warnings.add(new ChatWarning(
                    ChatWarning.APPROXIMATED,
                    "Titan makes the same vectors for every purpose; the purpose was left out."));
        }
        if (dialect.isTitan() && request.truncate()) {
            warnings.add(new ChatWarning(
                    ChatWarning.APPROXIMATED,
                    "Titan does not cut texts to its 8,192 tokens: here they are cut to " + dialect.longestText()
                            + " characters, and one that is still too long is an error."));
        }
    }

    private static List<String> texts(EmbeddingRequest request, EmbeddingDialect dialect, ErrorDetails where) {
        List<String> texts = new ArrayList<>();
        for (String text : request.texts()) {
            if (text.isBlank()) {
                throw new InvalidRequestException(
                        "The text " + texts.size()
                                + " (counted from 0) is empty; the models on Bedrock make no vector of"
                                + " nothing. Leave it out.",
                        where);
            }
            boolean isTooLong = text.length() > dialect.longestText();
            if (isTooLong && !request.truncate()) {
                throw new ContextLengthExceededException(
                        "The text " + texts.size() + " (counted from 0) has " + text.length()
                                + " characters; the model "
                                + where.model() + " takes " + dialect.longestText()
                                + ". Split it, or let it be cut with EmbeddingRequest.truncate(true).",
                        where);
            }
            texts.add(isTooLong ? cut(text, dialect.longestText()) : text);
        }
        return texts;
    }

    /** Not within a surrogate pair. */
    private static String cut(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** How many texts a call is for. */
    int batchSize(int index, int texts) {
        return Math.min(dialect.batch(), texts - index * dialect.batch());
    }

    /** The vectors as the caller wants them. */
    List<Embedding> finished(List<Embedding> embeddings) {
        boolean isScaledHere = options.normalized().orElse(false) && dialect != EmbeddingDialect.TITAN_V2;
        return isScaledHere ? embeddings.stream().map(EmbeddingPlan::scaled).toList() : embeddings;
    }

    private static Embedding scaled(Embedding embedding) {
        float[] values = embedding.toArray();
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        if (length == 0) {
            return embedding;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / length);
        }
        return Embedding.of(values);
    }
}
