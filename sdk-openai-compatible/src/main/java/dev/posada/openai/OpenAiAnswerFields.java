// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.spi.json.JsonNames;
import java.util.ArrayList;
import java.util.List;

/** The names of the fields of a chunk: those of the wire, and those that an extension reads. Immutable and thread-safe. */
final class OpenAiAnswerFields {
    static final int ID = 0;
    static final int MODEL = 1;
    static final int CHOICES = 2;
    static final int USAGE = 3;
    static final int ERROR = 4;
    static final int MESSAGE = 5;
    static final int OBJECT = 6;
    static final int CREATED = 7;
    static final int FINGERPRINT = 8;
    static final int TYPE = 9;
    static final int CODE = 10;

    private static final List<String> OF_THE_WIRE = List.of(
            "id",
            "model",
            "choices",
            "usage",
            "error",
            "message",
            "object",
            "created",
            "system_fingerprint",
            "type",
            "code");

    private final List<String> all;
    private final JsonNames names;

    OpenAiAnswerFields(OpenAiExtension extension) {
        all = new ArrayList<>(OF_THE_WIRE);
        all.addAll(extension.answerFields());
        names = JsonNames.of(all.toArray(String[]::new));
    }

    JsonNames names() {
        return names;
    }

    /** Whether an index is one of an extension's field. */
    boolean isOwn(int index) {
        return index >= OF_THE_WIRE.size();
    }

    String name(int index) {
        return all.get(index);
    }
}
