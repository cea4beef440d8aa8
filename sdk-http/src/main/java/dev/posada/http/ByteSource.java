// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

/** Where the bytes of an answer come from. */
@FunctionalInterface
interface ByteSource {
    /**
     * Waits for at least one byte.
     *
     * @return how many were read, or -1 at the end
     * @throws dev.posada.PosadaException if the connection breaks
     */
    int read(byte[] target, int offset, int length);
}
