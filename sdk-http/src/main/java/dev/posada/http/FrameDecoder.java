// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

/**
 * Cuts bytes into frames, without any reading of its own: its caller puts bytes into {@link #bytes()} and asks for frames,
 * which are slices of that same buffer. Handing out a frame allocates nothing. Used by one thread at a time.
 */
sealed interface FrameDecoder permits NdjsonDecoder, SseDecoder {
    /** Where the bytes go in. */
    LineBuffer bytes();

    /**
     * Goes to the next frame, which stays valid until more bytes go in.
     *
     * @return false if more bytes are needed or, once they have ended, if no frame is left
     * @throws dev.posada.ProtocolException if a line or an event is longer than allowed
     */
    boolean next();

    /** Where the frame begins in the buffer. */
    int frameStart();

    /** Where the frame ends in the buffer. */
    int frameEnd();

    /** Whether the bytes ended before the frame was closed as the format wants it. */
    boolean isCut();

    /** The kind of the frame, where the format has kinds. */
    String event();

    /** Whether a part of the next frame is here: more than blank lines and comments have come since this was last asked. */
    boolean takeProgress();
}
