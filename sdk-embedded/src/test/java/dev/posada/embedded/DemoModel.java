// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The demo model for tests, read once. */
final class DemoModel {
    static final String RESOURCE = "/META-INF/posada/posada-tiny/posada-tiny-q8_0.gguf";

    private static final byte[] FILE = read();

    static final LanguageModel MODEL = ModelFile.read(source(FILE));

    private DemoModel() {}

    private static byte[] read() {
        try (InputStream stream = DemoModel.class.getResourceAsStream(RESOURCE)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in memory. */
    static ModelSource source(byte[] file) {
        return source(file, file.length);
    }

    /** A file in memory that says to be of another size. */
    static ModelSource source(byte[] file, long size) {
        return new ModelSource() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(file);
            }

            @Override
            public long size() {
                return size;
            }
        };
    }

    static byte[] file() {
        return FILE.clone();
    }

    static int[] tokens(String text) {
        return new Prompt(MODEL.tokenizer()).text(text).tokens();
    }

    static int[] tokensWithMarks(String text) {
        return new Prompt(MODEL.tokenizer()).template(text).tokens();
    }

    static String text(int... tokens) {
        TextDecoder decoder = new TextDecoder();
        StringBuilder text = new StringBuilder();
        Arrays.stream(tokens)
                .forEach(token -> text.append(decoder.decode(MODEL.tokenizer().bytes(token))));
        return text.append(decoder.finish()).toString();
    }
}
