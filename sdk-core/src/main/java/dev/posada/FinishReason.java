// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/** Why an answer ended. The host's own word is in {@link ChatResponse#rawFinishReason()}. */
public enum FinishReason {
    /** The model was done, or a stop text came up. */
    STOP,
    /** The token limit or the context window was reached: the answer is cut off. */
    LENGTH,
    /** The model wants tools to be called. */
    TOOL_CALLS,
    /** A guardrail or content filter stepped in. */
    CONTENT_FILTER,
    /** Something else; see the host's own word. */
    OTHER
}
