// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.util.concurrent.CompletionException;

/**
 * Ends the AWS SDK's future of an answer whose bytes are read without it. The SDK hands it from future to future: they leave an
 * exception of this kind as it is, where they would wrap any other anew each time, and it carries no stack.
 */
final class PartDone extends CompletionException {
    private static final long serialVersionUID = 1L;

    PartDone() {
        super("the answer is read without the AWS SDK");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // nobody has failed
    }
}
