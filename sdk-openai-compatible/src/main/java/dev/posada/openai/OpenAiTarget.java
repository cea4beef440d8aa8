// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a request is for while it is put into words: its server's dialect, and what the caller will be told. Used by one thread.
 */
final class OpenAiTarget {
    private final Dialect dialect;
    private final ErrorDetails where;
    private final List<ChatWarning> warnings = new ArrayList<>(0);

    /**
     * A target.
     *
     * @param where host and model, for errors
     */
    OpenAiTarget(Dialect dialect, ErrorDetails where) {
        this.dialect = dialect;
        this.where = where;
    }

    Dialect dialect() {
        return dialect;
    }

    /** The server's name. */
    String server() {
        return dialect.name();
    }

    List<ChatWarning> warnings() {
        return warnings;
    }

    void warn(String code, String message) {
        warnings.add(new ChatWarning(code, message));
    }

    UnsupportedFeatureException unsupported(String message) {
        return new UnsupportedFeatureException(message, where);
    }

    InvalidRequestException invalid(String message) {
        return new InvalidRequestException(message, where);
    }
}
