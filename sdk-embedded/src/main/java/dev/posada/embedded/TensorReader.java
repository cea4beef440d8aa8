// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the rows of one tensor, which the input stands at, as floats. */
final class TensorReader {
    private final GgufInput input;
    private final GgufTensor tensor;
    private final byte[] bytes;
    private final ByteBuffer buffer;

    TensorReader(GgufInput input, GgufTensor tensor) {
        this.input = input;
        this.tensor = tensor;
        bytes = new byte[(int) (tensor.byteSize() / tensor.rows())];
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads all rows into outputs of a matrix, beginning with {@code firstOutput}. */
    void readInto(Matrix matrix, int firstOutput) {
        float[] row = new float[tensor.columns()];
        for (int i = 0; i < tensor.rows(); i++) {
            readRow(row);
            matrix.setOutput(firstOutput + i, row);
        }
    }

    void readRow(float[] row) {
        input.readFully(buffer.clear());
        switch (tensor.type()) {
            case F32 -> buffer.flip().asFloatBuffer().get(row);
            case Q8_0 -> dequantize(row);
        }
    }

    private void dequantize(float[] row) {
        int values = tensor.type().valuesPerBlock();
        int size = tensor.type().bytesPerBlock();
        for (int block = 0; block < row.length / values; block++) {
            int at = block * size;
            float scale = HalfFloat.toFloat((bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8);
            for (int i = 0; i < values; i++) {
                row[block * values + i] = scale * bytes[at + 2 + i];
            }
        }
    }
}
