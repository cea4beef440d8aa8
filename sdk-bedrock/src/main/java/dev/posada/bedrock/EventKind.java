// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import org.jspecify.annotations.Nullable;

/** What a frame of ConverseStream tells. */
enum EventKind {
    /** The answer begins. */
    MESSAGE_START,
    /** A part of another kind than text begins. */
    CONTENT_BLOCK_START,
    /** The next piece of a part. */
    CONTENT_BLOCK_DELTA,
    /** A part ends. */
    CONTENT_BLOCK_STOP,
    /** The answer ends; {@link #METADATA} follows. */
    MESSAGE_STOP,
    /** What the answer took. */
    METADATA,
    /** The answer failed. */
    FAILURE,
    /** Something that is new. */
    UNKNOWN;

    static EventKind of(@Nullable String messageType, @Nullable String eventType) {
        return switch (String.valueOf(messageType)) {
            case "exception", "error" -> FAILURE;
            case "event" -> ofEvent(String.valueOf(eventType));
            default -> UNKNOWN;
        };
    }

    private static EventKind ofEvent(String type) {
        return switch (type) {
            case "messageStart" -> MESSAGE_START;
            case "contentBlockStart" -> CONTENT_BLOCK_START;
            case "contentBlockDelta" -> CONTENT_BLOCK_DELTA;
            case "contentBlockStop" -> CONTENT_BLOCK_STOP;
            case "messageStop" -> MESSAGE_STOP;
            case "metadata" -> METADATA;
            default -> UNKNOWN;
        };
    }
}
