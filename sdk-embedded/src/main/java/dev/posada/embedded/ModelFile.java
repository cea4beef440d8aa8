// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;

/** Reads a whole model from a GGUF file. */
final class ModelFile {
    private ModelFile() {}

    /**
     * Reads a model from a file.
     *
     * @throws ModelFileException if the file can't be read, is damaged, or holds a model of another kind
     */
    static LanguageModel read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return read(channel, channel.size());
        } catch (IOException e) {
            throw new ModelFileException("the file can't be read: " + e, e);
        }
    }

    /** Reads a model from a stream of known size, which stays open. */
    static LanguageModel read(InputStream stream, long size) {
        return read(Channels.newChannel(stream), size);
    }

    private static LanguageModel read(ReadableByteChannel channel, long size) {
        GgufInput input = new GgufInput(channel, size);
        GgufHeader header = GgufHeader.read(input);
        ModelShape shape = ModelShape.of(header);
        Tokenizer tokenizer = Tokenizer.of(header);
        String chatTemplate = header.has("tokenizer.chat_template") ? header.string("tokenizer.chat_template") : "";
        Weights weights = Weights.read(input, header, shape);
        return new LanguageModel(shape, tokenizer, new Transformer(shape, weights), chatTemplate);
    }
}
