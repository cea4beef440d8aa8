// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Chooses tokens by their scores. The filters work in llama.cpp's order: penalties, top-k, top-p, min-p, temperature. Not
 * thread-safe.
 */
final class Sampler {
    private final SamplingSettings settings;
    private final SplitMix random;
    private final Map<Integer, Integer> used = new HashMap<>();

    Sampler(SamplingSettings settings) {
        this.settings = settings;
        random = new SplitMix(settings.seed());
    }

    /**
     * Chooses a token.
     *
     * @param scores one for each token; changed by the penalties
     * @param allowed which tokens may be chosen; at least one
     */
    int choose(float[] scores, IntPredicate allowed) {
        penalize(scores);
        int token = settings.temperature() == 0 ? likeliest(scores, allowed) : draw(scores, allowed);
        used.merge(token, 1, Integer::sum);
        return token;
    }

    private void penalize(float[] scores) {
        if (settings.presencePenalty() != 0 || settings.frequencyPenalty() != 0) {
            used.forEach((token, times) ->
                    scores[token] -= (float) (settings.presencePenalty() + times * settings.frequencyPenalty()));
        }
    }

    /** The likeliest allowed token; of several the first. Asks only about tokens that are likelier than all before. */
    private static int likeliest(float[] scores, IntPredicate allowed) {
        int best = -1;
        for (int token = 0; token < scores.length; token++) {
            if ((best < 0 || scores[token] > scores[best]) && allowed.test(token)) {
                best = token;
            }
        }
        return requireOne(best);
    }

    private int draw(float[] scores, IntPredicate allowed) {
        int[] candidates = candidates(scores, allowed);
        double[] weights = new double[candidates.length];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.exp(scores[candidates[i]] - scores[candidates[0]]);
            total += weights[i];
        }
        int count = countWithinTopP(weights, total);
        count = countWithinMinP(weights, count);
        return candidates[drawOne(weights, count)];
    }

    /** The likeliest allowed tokens, likeliest first. */
    private int[] candidates(float[] scores, IntPredicate allowed) {
        int wanted = settings.topK() == 0 ? scores.length : Math.min(settings.topK(), scores.length);
        int[] candidates = new int[wanted];
        int count = 0;
        long[] order = inOrder(scores);
        for (int i = 0; i < order.length && count < wanted; i++) {
            int token = (int) order[i];
            if (allowed.test(token)) {
                candidates[count++] = token;
            }
        }
        requireOne(count - 1);
        return Arrays.copyOf(candidates, count);
    }

    /** The tokens in the lower halves, sorted by falling score and then by token. */
    private static long[] inOrder(float[] scores) {
        long[] order = new long[scores.length];
        for (int token = 0; token < order.length; token++) {
            float score = Float.isNaN(scores[token]) ? Float.NEGATIVE_INFINITY : scores[token];
            int bits = Float.floatToIntBits(score);
            int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            order[token] = (long) ~rising << 32 | token;
        }
        Arrays.sort(order);
        return order;
    }

    private int countWithinTopP(double[] weights, double total) {
        double sum = 0;
        for (int count = 0; count < weights.length; count++) {
            sum += weights[count];
            if (sum >= settings.topP() * total) {
                return count + 1;
            }
        }
        return weights.length;
    }

    private int countWithinMinP(double[] weights, int count) {
        int kept = count;
        while (kept > 1 && weights[kept - 1] < settings.minP() * weights[0]) {
            kept--;
        }
        return kept;
    }

    private int drawOne(double[] weights, int count) {
        double total = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = StrictMath.pow(weights[i], 1 / settings.temperature());
            total += weights[i];
        }
        double left = random.nextShare() * total;
        for (int i = 0; i < count; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return 0;
    }

    private static int requireOne(int token) {
        if (token < 0) {
            throw new IllegalStateException("No token may be chosen.");
        }
        return token;
    }
}
