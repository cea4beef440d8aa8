// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.http.HttpAnswer;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;

/** Looks whether a whole answer is an error in spite of its status. */
final class OllamaAnswers {
    private static final int ERROR = 0;
    private static final JsonNames NAMES = JsonNames.of("error");

    private OllamaAnswers() {}

    /**
     * A cursor on the JSON of an answer.
     *
     * @throws dev.posada.PosadaException if the answer reports an error, or is not an object
     */
    static JsonCursor json(HttpAnswer answer) {
        JsonCursor json = answer.json();
        json.beginObject();
        for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
            if (field == ERROR && !json.isNull()) {
                throw answer.failure(json.raw());
            }
        }
        json.end();
        return answer.json();
    }

    /** Goes on if an answer, which may be empty, reports no error. */
    static void requireSuccess(HttpAnswer answer) {
        if (answer.bytes().length > 0) {
            json(answer);
        }
    }
}
