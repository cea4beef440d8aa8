// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.io.IOException;

/** The connection broke when the answer had begun already; before, the host can't be reached. */
final class BrokenBodyException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenBodyException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
