// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;

/** Reads models from GGUF files. */
final class ModelFile {
    private static final String CHAT_TEMPLATE = "tokenizer.chat_template";

    private ModelFile() {}

    /**
     * Reads a whole model.
     *
     * @throws ModelFileException if the file can't be read, is damaged, or holds a model of another kind
     */
    static LanguageModel read(ModelSource source) {
        return read(source, (input, header) -> {
            ModelShape shape = ModelShape.of(header);
            Tokenizer tokenizer = Tokenizer.of(header);
            String chatTemplate = header.has(CHAT_TEMPLATE) ? header.string(CHAT_TEMPLATE) : "";
            Weights weights = Weights.read(input, header, shape);
            return new LanguageModel(shape, tokenizer, new Transformer(shape, weights), chatTemplate);
        });
    }

    /**
     * Reads what a file tells of its model.
     *
     * @throws ModelFileException if the file can't be read, is damaged, or holds a model of another kind
     */
    static ModelFacts readFacts(ModelSource source) {
        return read(source, (input, header) -> ModelFacts.of(header, input.size()));
    }

    private interface Reader<T> {
        T read(GgufInput input, GgufHeader header);
    }

    private static <T> T read(ModelSource source, Reader<T> reader) {
        try (InputStream stream = source.open()) {
            GgufInput input = new GgufInput(Channels.newChannel(stream), source.size());
            return reader.read(input, GgufHeader.read(input));
        } catch (IOException e) {
            throw new ModelFileException("it can't be read: " + e, e);
        }
    }
}
