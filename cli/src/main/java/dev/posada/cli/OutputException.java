// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.io.IOException;
import java.util.Locale;

/** Standard output takes no more. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    OutputException(IOException cause) {
        super("Can't write to standard output: " + cause.getMessage(), cause);
        // Java has no type of its own for EPIPE. Windows says "The pipe is being closed" or "has been ended".
        readerGone = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Whether whoever read the output has gone, as {@code head} does when it has seen enough. */
    boolean isReaderGone() {
        return readerGone;
    }
}
