// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.Arrays;

/**
 * Keys and values of the positions read so far, for each layer; indexed by channel, then by position, so that attention
 * walks along positions. Grows with the conversation. Not thread-safe.
 */
final class KeyValueCache {
    private static final int FIRST_CAPACITY = 256;

    private final ModelShape shape;
    private final Layer[] layers;
    private int capacity;

    /** What one layer has cached. */
    static final class Layer {
        final float[][] keys;
        final float[][] values;

        Layer(int channels, int capacity) {
            keys = new float[channels][capacity];
            values = new float[channels][capacity];
        }
    }

    KeyValueCache(ModelShape shape) {
        this.shape = shape;
        capacity = Math.min(FIRST_CAPACITY, shape.window());
        layers = new Layer[shape.layers()];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = new Layer(shape.keyValueWidth(), capacity);
        }
    }

    /** Makes room for positions below {@code length}. */
    void reserve(int length) {
        if (length > capacity) {
            capacity = Math.min(shape.window(), Math.max(length, 2 * capacity));
            for (Layer layer : layers) {
                grow(layer.keys);
                grow(layer.values);
            }
        }
    }

    private void grow(float[][] channels) {
        for (int channel = 0; channel < channels.length; channel++) {
            channels[channel] = Arrays.copyOf(channels[channel], capacity);
        }
    }

    Layer layer(int index) {
        return layers[index];
    }

    /** Stores the key of a position, which stands in {@code vector} from {@code at} on, and the value behind it. */
    void put(int layer, int position, float[] vector, int at) {
        int channels = shape.keyValueWidth();
        for (int channel = 0; channel < channels; channel++) {
            layers[layer].keys[channel][position] = vector[at + channel];
            layers[layer].values[channel][position] = vector[at + channels + channel];
        }
    }

    /** Takes over the first positions of another cache. */
    void copy(KeyValueCache other, int count) {
        reserve(count);
        for (int layer = 0; layer < layers.length; layer++) {
            copy(other.layers[layer].keys, layers[layer].keys, count);
            copy(other.layers[layer].values, layers[layer].values, count);
        }
    }

    private static void copy(float[][] from, float[][] to, int count) {
        for (int channel = 0; channel < from.length; channel++) {
            System.arraycopy(from[channel], 0, to[channel], 0, count);
        }
    }
}
