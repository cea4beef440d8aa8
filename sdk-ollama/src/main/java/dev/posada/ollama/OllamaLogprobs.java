// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.TokenLogprob;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.util.ArrayList;
import java.util.List;

/** Reads the probabilities of tokens. */
final class OllamaLogprobs {
    private static final int TOKEN = 0;
    private static final int LOGPROB = 1;
    private static final int TOP_LOGPROBS = 2;
    private static final JsonNames NAMES = JsonNames.of("token", "logprob", "top_logprobs");

    private OllamaLogprobs() {}

    /** Reads the array, or null, that comes next. */
    static List<TokenLogprob> read(JsonCursor json) {
        if (json.isNull()) {
            return List.of();
        }
        List<TokenLogprob> tokens = new ArrayList<>(1);
        json.beginArray();
        while (json.nextElement()) {
            tokens.add(readToken(json));
        }
        return tokens;
    }

    private static TokenLogprob readToken(JsonCursor json) {
        String token = "";
        double logprob = 0;
        List<TokenLogprob> alternatives = List.of();
        json.beginObject();
        for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
            switch (field) {
                case TOKEN -> token = json.string();
                case LOGPROB -> logprob = json.doubleValue();
                case TOP_LOGPROBS -> alternatives = read(json);
                default -> json.skip(); // the token's bytes are in its text
            }
        }
        return new TokenLogprob(token, logprob, alternatives);
    }
}
