// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.TokenLogprob;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the probabilities of tokens, in the form that chat has and in the older one of raw completion. */
final class OpenAiLogprobs {
    private static final JsonNames FORMS = JsonNames.of("content", "tokens", "token_logprobs", "top_logprobs");
    private static final JsonNames TOKEN = JsonNames.of("token", "logprob", "top_logprobs", "prob", "top_probs");
    private static final JsonNames ANY = JsonNames.of();

    private OpenAiLogprobs() {}

    /** The probabilities that the cursor stands on. */
    static List<TokenLogprob> read(JsonCursor json) {
        List<TokenLogprob> tokens = List.of();
        List<String> texts = List.of();
        List<Double> probabilities = List.of();
        List<List<TokenLogprob>> alternatives = List.of();
        json.beginObject();
        for (int name = json.nextName(FORMS); name != JsonCursor.END; name = json.nextName(FORMS)) {
            boolean isArray = json.peek() == Kind.ARRAY;
            if (isArray && name == 0) {
                tokens = readTokens(json);
            } else if (isArray && name == 1) {
                texts = readTexts(json);
            } else if (isArray && name == 2) {
                probabilities = readNumbers(json);
            } else if (isArray && name == 3) {
                alternatives = readAlternatives(json);
            }
        }
        return texts.isEmpty() ? tokens : join(texts, probabilities, alternatives);
    }

    private static List<TokenLogprob> readTokens(JsonCursor json) {
        List<TokenLogprob> tokens = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            TokenLogprob token = readToken(json);
            if (token != null) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /** A token without a probability says nothing. */
    private static @Nullable TokenLogprob readToken(JsonCursor json) {
        String token = "";
        Double logprob = null;
        List<TokenLogprob> alternatives = List.of();
        json.beginObject();
        for (int name = json.nextName(TOKEN); name != JsonCursor.END; name = json.nextName(TOKEN)) {
            switch (name) {
                case 0 -> token = json.peek() == Kind.STRING ? json.string() : token;
                case 1 -> logprob = number(json);
                case 2, 4 -> alternatives = json.peek() == Kind.ARRAY ? readTokens(json) : alternatives;
                case 3 -> logprob = logarithm(number(json));
                default -> json.skip();
            }
        }
        return logprob == null ? null : new TokenLogprob(token, logprob, alternatives);
    }

    /** llama-server gives plain probabilities where they are asked for after sampling. */
    private static @Nullable Double logarithm(@Nullable Double probability) {
        return probability == null ? null : Double.valueOf(Math.log(probability));
    }

    private static @Nullable Double number(JsonCursor json) {
        return json.peek() == Kind.NUMBER ? Double.valueOf(json.doubleValue()) : null;
    }

    private static List<String> readTexts(JsonCursor json) {
        List<String> texts = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            texts.add(json.text());
        }
        return texts;
    }

    /** The first token of an echoed prompt has null for a probability. */
    private static List<Double> readNumbers(JsonCursor json) {
        List<Double> numbers = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            Double number = number(json);
            numbers.add(number == null ? Double.NaN : number);
        }
        return numbers;
    }

    private static List<List<TokenLogprob>> readAlternatives(JsonCursor json) {
        List<List<TokenLogprob>> all = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            all.add(json.peek() == Kind.OBJECT ? readByToken(json) : List.of());
        }
        return all;
    }

    private static List<TokenLogprob> readByToken(JsonCursor json) {
        List<TokenLogprob> tokens = new ArrayList<>();
        json.beginObject();
        while (json.nextName(ANY) != JsonCursor.END) {
            String token = json.name();
            Double logprob = number(json);
            if (logprob != null) {
                tokens.add(new TokenLogprob(token, logprob, List.of()));
            }
        }
        tokens.sort((left, right) -> Double.compare(right.logprob(), left.logprob()));
        return tokens;
    }

    private static List<TokenLogprob> join(
            List<String> texts, List<Double> probabilities, List<List<TokenLogprob>> alternatives) {
        List<TokenLogprob> tokens = new ArrayList<>();
        for (int i = 0; i < Math.min(texts.size(), probabilities.size()); i++) {
            double logprob = probabilities.get(i);
            if (!Double.isNaN(logprob)) {
                tokens.add(new TokenLogprob(
                        texts.get(i), logprob, i < alternatives.size() ? alternatives.get(i) : List.of()));
            }
        }
        return tokens;
    }
}
