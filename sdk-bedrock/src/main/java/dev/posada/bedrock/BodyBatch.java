// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

/** Is told of the bytes that one read brings, so that it need not wake anybody for each event in them. */
interface BodyBatch {
    /** Bytes are about to be handed to the AWS SDK. */
    void begin();

    /** They have been. */
    void end();
}
