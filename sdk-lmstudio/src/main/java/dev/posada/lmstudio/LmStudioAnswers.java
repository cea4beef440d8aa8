// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.http.HttpAnswer;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the answers of LM Studio's own API, whose status says little: to a path that it does not know the server answers
 * 200, with an error in the body.
 */
final class LmStudioAnswers {
    private static final JsonNames ERROR = JsonNames.of("error");

    private LmStudioAnswers() {}

    /**
     * Goes on if the answer is no error.
     *
     * @throws dev.posada.PosadaException the server's error
     */
    static HttpAnswer requireSuccess(HttpAnswer answer) {
        String error = error(answer);
        if (error != null) {
            throw answer.failure(error);
        }
        return answer;
    }

    /** Whether the server does not know what it was asked for: it is older than that, or another kind of server. */
    static boolean isUnknownPath(HttpAnswer answer) {
        if (answer.status() == 404) {
            return true;
        }
        String error = error(answer);
        return error != null && error.toLowerCase(Locale.ROOT).contains("unexpected endpoint or method");
    }

    private static @Nullable String error(HttpAnswer answer) {
        JsonCursor object = answer.json();
        if (object.peek() != JsonCursor.Kind.OBJECT) {
            return null;
        }
        String error = null;
        object.beginObject();
        for (int name = object.nextName(ERROR); name != JsonCursor.END; name = object.nextName(ERROR)) {
            if (name == 0 && !object.isNull()) {
                error = object.raw();
            }
        }
        return error;
    }
}
