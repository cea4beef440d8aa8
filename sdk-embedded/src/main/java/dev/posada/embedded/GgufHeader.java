// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything in a GGUF file that comes before the tensor data, checked: metadata and where each tensor lies.
 *
 * <p>The layout is that of the GGUF specification, version 3. Arrays are kept only for the tokenizer, so that a hostile
 * file cannot make this class hold many times its own size.
 */
final class GgufHeader {

    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final int VERSION = 3;
    private static final int LONGEST_KEY = 1 << 16;
    private static final int LONGEST_STRING = 1 << 20;
    private static final int DEEPEST_ARRAY = 4;
    private static final int LARGEST_ALIGNMENT = 1 << 16;
    private static final String ARRAYS_KEPT = "tokenizer.ggml.";

    private final Map<String, Object> metadata = new HashMap<>();
    private final Map<String, GgufTensor> tensors = new LinkedHashMap<>();
    private final GgufInput input;

    private GgufHeader(GgufInput input) {
        this.input = input;
    }

    /** Reads the header and leaves {@code input} at the first byte of the tensor data. */
    static GgufHeader read(GgufInput input) {
        GgufHeader header = new GgufHeader(input);
        header.readAll();
        return header;
    }

    Map<String, GgufTensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    boolean has(String key) {
        return metadata.containsKey(key);
    }

    String string(String key) {
        return value(key, String.class);
    }

    boolean flag(String key, boolean otherwise) {
        return has(key) ? value(key, Boolean.class) : otherwise;
    }

    /** Returns a whole number from {@code least} to {@code most}. */
    int integer(String key, long least, long most) {
        long number = value(key, Long.class);
        if (number < least || number > most) {
            throw new ModelFileException(
                    "metadata \"" + key + "\" is " + number + ", not between " + least + " and " + most);
        }
        return (int) number;
    }

    double decimal(String key) {
        return value(key, Double.class);
    }

    /** Returns an array of strings; what was read is a list of one element type, so the first element tells. */
    List<String> strings(String key) {
        List<String> result = new ArrayList<>();
        for (Object element : value(key, List.class)) {
            if (!(element instanceof String text)) {
                throw wrongType(key, "an array of strings");
            }
            result.add(text);
        }
        return result;
    }

    int[] integers(String key) {
        return value(key, int[].class);
    }

    private <T> T value(String key, Class<T> type) {
        Object value = metadata.get(key);
        if (value == null) {
            throw new ModelFileException("metadata \"" + key + "\" is missing");
        }
        if (!type.isInstance(value)) {
            throw wrongType(key, type.getSimpleName());
        }
        return type.cast(value);
    }

    private static ModelFileException wrongType(String key, String expected) {
        return new ModelFileException("metadata \"" + key + "\" has another type than " + expected);
    }

    private void readAll() {
        if (input.remaining() < 24) {
            throw new ModelFileException("not a GGUF file: it has only " + input.remaining() + " bytes");
        }
        int magic = input.readInt();
        if (magic != MAGIC) {
            throw new ModelFileException("not a GGUF file: it starts with 0x" + Integer.toHexString(magic));
        }
        int version = input.readInt();
        if (version != VERSION) {
            throw new ModelFileException("GGUF version " + Integer.toUnsignedString(version)
                    + (version == VERSION << 24 ? " (big-endian)" : "") + "; only little-endian version 3 can be read");
        }
        int tensorCount = input.readCount("tensors", 8 + 4 + 8 + 4 + 8);
        int metadataCount = input.readCount("metadata entries", 8 + 4 + 1);
        for (int i = 0; i < metadataCount; i++) {
            readMetadata();
        }
        for (int i = 0; i < tensorCount; i++) {
            readTensor();
        }
        skipToData();
    }

    private void readMetadata() {
        String key = input.readString("a metadata key", LONGEST_KEY);
        Object value = readValue(key, input.readUnsignedInt());
        if (metadata.putIfAbsent(key, value) != null) {
            throw new ModelFileException("metadata \"" + key + "\" stands twice");
        }
    }

    private Object readValue(String key, long type) {
        if (type == 8) {
            return input.readString("metadata \"" + key + "\"", LONGEST_STRING);
        }
        return type == 9 ? readArray(key, 1) : readScalar(key, type);
    }

    private Object readScalar(String key, long type) {
        return switch ((int) type) {
            case 0 -> (long) input.readByte();
            case 1 -> (long) (byte) input.readByte();
            case 2 -> (long) input.readShort();
            case 3 -> (long) (short) input.readShort();
            case 4 -> input.readUnsignedInt();
            case 5 -> (long) input.readInt();
            case 6 -> (double) Float.intBitsToFloat(input.readInt());
            case 7 -> readFlag(key);
            case 10, 11 -> input.readLong();
            case 12 -> Double.longBitsToDouble(input.readLong());
            default -> throw unknownType(key, type);
        };
    }

    private static int scalarBytes(String key, long type) {
        return switch ((int) type) {
            case 0, 1, 7 -> 1;
            case 2, 3 -> 2;
            case 4, 5, 6 -> 4;
            case 10, 11, 12 -> 8;
            default -> throw unknownType(key, type);
        };
    }

    private static ModelFileException unknownType(String key, long type) {
        return new ModelFileException("metadata \"" + key + "\" has the unknown type " + type);
    }

    private boolean readFlag(String key) {
        int value = input.readByte();
        if (value > 1) {
            throw new ModelFileException("metadata \"" + key + "\" is neither true nor false but " + value);
        }
        return value == 1;
    }

    private Object readArray(String key, int depth) {
        if (depth > DEEPEST_ARRAY) {
            throw new ModelFileException("metadata \"" + key + "\" nests arrays more than " + DEEPEST_ARRAY + " deep");
        }
        long type = input.readUnsignedInt();
        String elements = "elements of metadata \"" + key + "\"";
        if (type == 9) {
            int count = input.readCount(elements, 12);
            for (int i = 0; i < count; i++) {
                readArray(key, depth + 1);
            }
            return List.of();
        }
        if (type == 8) {
            return readStrings(key, input.readCount(elements, 8));
        }
        int bytes = scalarBytes(key, type);
        int count = input.readCount(elements, bytes);
        if (bytes == 4 && type != 6 && key.startsWith(ARRAYS_KEPT)) {
            return readIntegers(count);
        }
        input.skip((long) count * bytes);
        return List.of();
    }

    private List<String> readStrings(String key, int count) {
        List<String> strings = new ArrayList<>();
        boolean keep = key.startsWith(ARRAYS_KEPT);
        String element = "an element of metadata \"" + key + "\"";
        for (int i = 0; i < count; i++) {
            String string = input.readString(element, LONGEST_KEY);
            if (keep) {
                strings.add(string);
            }
        }
        return strings;
    }

    private int[] readIntegers(int count) {
        int[] integers = new int[count];
        for (int i = 0; i < count; i++) {
            integers[i] = input.readInt();
        }
        return integers;
    }

    private void readTensor() {
        String name = input.readString("a tensor name", LONGEST_KEY);
        long dimensions = input.readUnsignedInt();
        if (dimensions < 1 || dimensions > 2) {
            throw new ModelFileException("tensor \"" + name + "\" has " + dimensions + " dimensions, not 1 or 2");
        }
        int columns = readDimension(name);
        int rows = dimensions == 2 ? readDimension(name) : 1;
        GgufTensor.Type type = GgufTensor.Type.of(name, input.readUnsignedInt());
        if (columns % type.valuesPerBlock() != 0) {
            throw new ModelFileException("tensor \"" + name + "\" has rows of " + columns
                    + " values, not a multiple of " + type.valuesPerBlock() + " as " + type + " needs");
        }
        GgufTensor tensor = new GgufTensor(name, type, columns, rows, input.readLong());
        if (tensors.putIfAbsent(name, tensor) != null) {
            throw new ModelFileException("tensor \"" + name + "\" stands twice");
        }
    }

    private int readDimension(String name) {
        long dimension = input.readLong();
        if (dimension < 1 || dimension > Integer.MAX_VALUE) {
            throw new ModelFileException(
                    "tensor \"" + name + "\" has a dimension of " + Long.toUnsignedString(dimension));
        }
        return (int) dimension;
    }

    private void skipToData() {
        int alignment = has("general.alignment") ? integer("general.alignment", 1, LARGEST_ALIGNMENT) : 32;
        if (Integer.bitCount(alignment) != 1) {
            throw new ModelFileException("the alignment " + alignment + " is not a power of two");
        }
        long padding = -input.position() & (alignment - 1);
        if (!tensors.isEmpty()) {
            input.skip(padding);
        }
        checkTensorsLieInData(alignment);
    }

    private void checkTensorsLieInData(int alignment) {
        List<GgufTensor> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort((a, b) -> Long.compare(a.offset(), b.offset()));
        long free = 0;
        for (GgufTensor tensor : inOrder) {
            if (tensor.offset() < free || tensor.offset() % alignment != 0) {
                throw new ModelFileException("tensor \"" + tensor.name() + "\" starts at offset " + tensor.offset()
                        + ", which is not aligned to " + alignment + " bytes or lies inside another tensor");
            }
            if (tensor.offset() > input.remaining() || tensor.byteSize() > input.remaining() - tensor.offset()) {
                throw new ModelFileException("the file ends early: tensor \"" + tensor.name() + "\" needs "
                        + tensor.byteSize() + " bytes at offset " + tensor.offset() + ", but only " + input.remaining()
                        + " bytes of data follow");
            }
            free = tensor.offset() + tensor.byteSize();
        }
    }
}
