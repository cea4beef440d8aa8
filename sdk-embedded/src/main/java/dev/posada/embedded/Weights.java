// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All weights of a model, ready to multiply. Immutable once read, and so thread-safe. */
final class Weights {
    private static final String EMBEDDING = "token_embd.weight";
    private static final String OUTPUT_NORM = "output_norm.weight";
    private static final String OUTPUT = "output.weight";

    final Matrix embedding;

    /** Gives the scores of all tokens: the embedding itself, unless the file has another matrix. */
    final Matrix output;

    final float[] outputNorm;
    final Layer[] layers;

    /** One layer. Query, key and value are one matrix, and so are gate and up, because they read the same vector. */
    static final class Layer {
        final float[] attentionNorm;
        final Matrix queryKeyValue;
        final Matrix attentionOutput;
        final float[] feedForwardNorm;
        final Matrix gateUp;
        final Matrix down;

        Layer(ModelShape shape) {
            int width = shape.width();
            attentionNorm = new float[width];
            queryKeyValue = new Matrix(width, width + 2 * shape.keyValueWidth());
            attentionOutput = new Matrix(width, width);
            feedForwardNorm = new float[width];
            gateUp = new Matrix(width, 2 * shape.feedForward());
            down = new Matrix(shape.feedForward(), width);
        }
    }

    private Weights(ModelShape shape, boolean tied) {
        embedding = new Matrix(shape.width(), shape.vocabulary());
        output = tied ? embedding : new Matrix(shape.width(), shape.vocabulary());
        outputNorm = new float[shape.width()];
        layers = new Layer[shape.layers()];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = new Layer(shape);
        }
    }

    /** Reads the tensors that follow the header; nothing large is allocated before all of them are known to fit. */
    static Weights read(GgufInput input, GgufHeader header, ModelShape shape) {
        if (shape.layers() > header.tensors().size()) {
            throw new ModelFileException("the metadata announces " + shape.layers() + " layers, but the file has only "
                    + header.tensors().size() + " tensors");
        }
        Map<String, Size> expected = expected(shape, header.tensors().containsKey(OUTPUT));
        check(header.tensors(), expected);
        Weights weights = new Weights(shape, !expected.containsKey(OUTPUT));
        long dataStart = input.position();
        List<GgufTensor> inFileOrder = header.tensors().values().stream()
                .sorted(Comparator.comparingLong(GgufTensor::offset))
                .toList();
        for (GgufTensor tensor : inFileOrder) {
            input.skip(dataStart + tensor.offset() - input.position());
            weights.read(tensor.name(), new TensorReader(input, tensor), shape);
        }
        return weights;
    }

    private record Size(int columns, int rows) {}

    private static Map<String, Size> expected(ModelShape shape, boolean withOutput) {
        int width = shape.width();
        Map<String, Size> sizes = new HashMap<>();
        sizes.put(EMBEDDING, new Size(width, shape.vocabulary()));
        sizes.put(OUTPUT_NORM, new Size(width, 1));
        if (withOutput) {
            sizes.put(OUTPUT, new Size(width, shape.vocabulary()));
        }
        for (int i = 0; i < shape.layers(); i++) {
            String layer = "blk." + i + ".";
            sizes.put(layer + "attn_norm.weight", new Size(width, 1));
            sizes.put(layer + "attn_q.weight", new Size(width, width));
            sizes.put(layer + "attn_k.weight", new Size(width, shape.keyValueWidth()));
            sizes.put(layer + "attn_v.weight", new Size(width, shape.keyValueWidth()));
            sizes.put(layer + "attn_output.weight", new Size(width, width));
            sizes.put(layer + "ffn_norm.weight", new Size(width, 1));
            sizes.put(layer + "ffn_gate.weight", new Size(width, shape.feedForward()));
            sizes.put(layer + "ffn_up.weight", new Size(width, shape.feedForward()));
            sizes.put(layer + "ffn_down.weight", new Size(shape.feedForward(), width));
        }
        return sizes;
    }

    private static void check(Map<String, GgufTensor> found, Map<String, Size> expected) {
        expected.forEach((name, size) -> {
            GgufTensor tensor = found.get(name);
            if (tensor == null) {
                throw new ModelFileException("the tensor \"" + name + "\" is missing");
            }
            if (tensor.columns() != size.columns || tensor.rows() != size.rows) {
                throw new ModelFileException("the tensor \"" + name + "\" is " + tensor.columns() + " × "
                        + tensor.rows() + ", but the metadata wants " + size.columns + " × " + size.rows);
            }
        });
        for (String name : found.keySet()) {
            if (!expected.containsKey(name)) {
                throw new ModelFileException("the tensor \"" + name + "\" is not one of a plain Llama model");
            }
        }
    }

    private void read(String name, TensorReader tensor, ModelShape shape) {
        switch (name) {
            case EMBEDDING -> tensor.readInto(embedding, 0);
            case OUTPUT -> tensor.readInto(output, 0);
            case OUTPUT_NORM -> tensor.readRow(outputNorm);
            default -> {
                String[] parts = name.split("\\.", -1);
                readLayer(layers[Integer.parseInt(parts[1])], parts[2], tensor, shape);
            }
        }
    }

    private static void readLayer(Layer layer, String name, TensorReader tensor, ModelShape shape) {
        int width = shape.width();
        switch (name) {
            case "attn_norm" -> tensor.readRow(layer.attentionNorm);
            case "attn_q" -> tensor.readInto(layer.queryKeyValue, 0);
            case "attn_k" -> tensor.readInto(layer.queryKeyValue, width);
            case "attn_v" -> tensor.readInto(layer.queryKeyValue, width + shape.keyValueWidth());
            case "attn_output" -> tensor.readInto(layer.attentionOutput, 0);
            case "ffn_norm" -> tensor.readRow(layer.feedForwardNorm);
            case "ffn_gate" -> tensor.readInto(layer.gateUp, 0);
            case "ffn_up" -> tensor.readInto(layer.gateUp, shape.feedForward());
            case "ffn_down" -> tensor.readInto(layer.down, 0);
            default -> throw new IllegalStateException(name);
        }
    }
}
