// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Writes texts of grammars without a model, and checks them. */
final class Grammars {
    private static final LanguageModel MODEL = DemoModel.MODEL;
    private static final ByteTokens BYTE_TOKENS = new ByteTokens(MODEL.tokenizer());

    private Grammars() {}

    static Grammar ofSchema(String schema) {
        AnswerGrammar answer = new AnswerGrammar();
        answer.allowJson(schema);
        return answer.build(false);
    }

    static GrammarChooser chooser(Grammar grammar, SamplingSettings settings) {
        return new GrammarChooser(grammar, MODEL.tokenizer(), BYTE_TOKENS, new Sampler(settings));
    }

    /** A text that a model without any sense would write, in so many tokens at most. */
    static String random(Grammar grammar, long seed, int mostTokens) {
        Random random = new Random(seed);
        GrammarChooser chooser = chooser(grammar, new SamplingSettings(1, 4, 1, 0, 0, 0, seed));
        Tokens tokens = new Tokens();
        while (!chooser.isComplete() && tokens.size() < mostTokens) {
            float[] scores = new float[MODEL.tokenizer().vocabulary()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = random.nextFloat() * 10;
            }
            // Otherwise strings would hardly ever end.
            scores[BYTE_TOKENS.cover(new byte[] {'"'})[0]] += 5;
            int token = chooser.choose(scores, mostTokens - tokens.size());
            if (token == MODEL.tokenizer().endOfAnswer()) {
                break;
            }
            tokens.add(token);
        }
        return DemoModel.text(tokens.toArray());
    }

    /** Whether a grammar allows a text. */
    static boolean allows(Grammar grammar, String text) {
        Reading reading = Reading.of(grammar).after(text.getBytes(StandardCharsets.UTF_8));
        return reading.isPossible() && reading.isEnd();
    }

    /** What is wrong with a text, seen by a JSON parser and a validator that are not ours; empty if nothing is. */
    static String problem(String schema, String text) {
        ObjectMapper mapper = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        try {
            JsonNode value = mapper.readTree(text);
            Validator validator = new ValidatorFactory()
                    .withJsonNodeFactory(new JacksonNode.Factory())
                    .createValidator();
            URI uri = validator.registerSchema(mapper.readTree(schema));
            Validator.Result result = validator.validate(uri, value);
            return result.isValid() ? "" : result.getErrors().get(0).getError();
        } catch (JsonProcessingException e) {
            return e.getOriginalMessage();
        }
    }
}
