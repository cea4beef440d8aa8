// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.Arrays;

/**
 * The Llama forward pass: from token ids, and what was read before them, to the scores of the next token. Thread-safe;
 * what changes lies in the cache and the workspace.
 *
 * <p>Vectors are rounded where llama.cpp rounds them: to 8 bits before each product with a matrix, keys, values and
 * queries to half precision. Everything between is plain float arithmetic.
 */
final class Transformer {
    private final ModelShape shape;
    private final Weights weights;
    private final double[] turnsPerPosition;
    private final float scoreScale;

    Transformer(ModelShape shape, Weights weights) {
        this.shape = shape;
        this.weights = weights;
        turnsPerPosition = new double[shape.headSize() / 2];
        for (int pair = 0; pair < turnsPerPosition.length; pair++) {
            turnsPerPosition[pair] = StrictMath.pow(shape.ropeBase(), -2.0 * pair / shape.headSize());
        }
        scoreScale = (float) (1 / Math.sqrt(shape.headSize()));
    }

    /**
     * Reads tokens into the cache.
     *
     * @param tokens the whole conversation so far
     * @param position the first token to read; those before it are in the cache
     * @param count how many to read, at most {@link Workspace#BATCH}
     */
    void read(int[] tokens, int position, int count, KeyValueCache cache, Workspace work) {
        cache.reserve(position + count);
        for (int n = 0; n < count; n++) {
            weights.embedding.copyOutput(tokens[position + n], work.stream[n]);
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            attend(layer, position, count, cache, work);
            feedForward(weights.layers[layer], count, work);
        }
    }

    /** Scores every token as the one that comes after the last of the {@code count} tokens just read. */
    float[] scores(int count, Workspace work) {
        normed(work.stream[count - 1], weights.outputNorm, work.normed[0]);
        weights.output.multiply(work.normed, 1, work.tokenScores);
        return work.tokenScores[0];
    }

    private void attend(int index, int position, int count, KeyValueCache cache, Workspace work) {
        Weights.Layer layer = weights.layers[index];
        for (int n = 0; n < count; n++) {
            normed(work.stream[n], layer.attentionNorm, work.normed[n]);
        }
        layer.queryKeyValue.multiply(work.normed, count, work.queryKeyValue);
        for (int n = 0; n < count; n++) {
            prepare(work.queryKeyValue[n], position + n, work);
            cache.put(index, position + n, work.queryKeyValue[n], shape.width());
        }
        for (int n = 0; n < count; n++) {
            for (int head = 0; head < shape.heads(); head++) {
                attendWithHead(head, position + n + 1, cache.layer(index), work, n);
            }
            Arithmetic.roundToBytes(work.attention[n], shape.width());
        }
        layer.attentionOutput.multiply(work.attention, count, work.change);
        applyChange(count, work);
    }

    /** Turns query and key to their position, and rounds. */
    private void prepare(float[] queryKeyValue, int position, Workspace work) {
        for (int pair = 0; pair < turnsPerPosition.length; pair++) {
            double angle = position * turnsPerPosition[pair];
            work.cosines[pair] = (float) StrictMath.cos(angle);
            work.sines[pair] = (float) StrictMath.sin(angle);
        }
        for (int head = 0; head < shape.heads() + shape.keyValueHeads(); head++) {
            rotate(queryKeyValue, head * shape.headSize(), work);
        }
        Arithmetic.roundToHalf(queryKeyValue, 0, shape.width() + 2 * shape.keyValueWidth());
        for (int i = 0; i < shape.width(); i++) {
            queryKeyValue[i] *= scoreScale;
        }
    }

    private static void rotate(float[] vector, int from, Workspace work) {
        for (int pair = 0; pair < work.cosines.length; pair++) {
            int at = from + 2 * pair;
            float x = vector[at];
            float y = vector[at + 1];
            vector[at] = x * work.cosines[pair] - y * work.sines[pair];
            vector[at + 1] = x * work.sines[pair] + y * work.cosines[pair];
        }
    }

    private void attendWithHead(int head, int length, KeyValueCache.Layer cached, Workspace work, int n) {
        int size = shape.headSize();
        int channel = head / shape.queriesPerKey() * size;
        float[] query = work.queryKeyValue[n];
        float[] weightsOfPositions = work.positions;
        Arrays.fill(weightsOfPositions, 0, length, 0);
        for (int i = 0; i < size; i++) {
            Arithmetic.addScaled(weightsOfPositions, cached.keys[channel + i], query[head * size + i], length);
        }
        Arithmetic.softmax(weightsOfPositions, length);
        for (int i = 0; i < size; i++) {
            work.attention[n][head * size + i] = Arithmetic.dot(weightsOfPositions, cached.values[channel + i], length);
        }
    }

    private void feedForward(Weights.Layer layer, int count, Workspace work) {
        for (int n = 0; n < count; n++) {
            normed(work.stream[n], layer.feedForwardNorm, work.normed[n]);
        }
        layer.gateUp.multiply(work.normed, count, work.gateUp);
        for (int n = 0; n < count; n++) {
            Arithmetic.gate(work.gateUp[n], work.hidden[n]);
            Arithmetic.roundToBytes(work.hidden[n], shape.feedForward());
        }
        layer.down.multiply(work.hidden, count, work.change);
        applyChange(count, work);
    }

    private void normed(float[] vector, float[] normWeights, float[] result) {
        Arithmetic.norm(vector, normWeights, shape.normEpsilon(), result);
        Arithmetic.roundToBytes(result, shape.width());
    }

    private void applyChange(int count, Workspace work) {
        for (int n = 0; n < count; n++) {
            Arithmetic.addScaled(work.stream[n], work.change[n], 1, shape.width());
        }
    }
}
