// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * Where one tensor lies in a GGUF file.
 *
 * @param columns length of a row, the dimension that GGUF lists first
 * @param rows number of rows, 1 for a vector
 * @param offset first byte, counted from the start of the tensor data
 */
record GgufTensor(String name, Type type, int columns, int rows, long offset) {

    /** The encodings this engine reads; the numbers are those of GGUF's {@code ggml_type}. */
    enum Type {
        F32(0, 1, 4),
        /** One half-precision scale followed by 32 signed bytes. */
        Q8_0(8, 32, 34);

        private final int id;
        private final int valuesPerBlock;
        private final int bytesPerBlock;

        Type(int id, int valuesPerBlock, int bytesPerBlock) {
            this.id = id;
            this.valuesPerBlock = valuesPerBlock;
            this.bytesPerBlock = bytesPerBlock;
        }

        static Type of(String tensor, long id) {
            for (Type type : values()) {
                if (type.id == id) {
                    return type;
                }
            }
            throw new ModelFileException(
                    "tensor \"" + tensor + "\" has type " + id + "; only F32 (0) and Q8_0 (8) can be read");
        }

        int valuesPerBlock() {
            return valuesPerBlock;
        }

        int bytesPerBlock() {
            return bytesPerBlock;
        }
    }

    long byteSize() {
        return (long) rows * (columns / type.valuesPerBlock()) * type.bytesPerBlock();
    }
}
