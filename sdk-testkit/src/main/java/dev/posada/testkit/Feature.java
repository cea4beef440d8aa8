// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

/** What some backends have and others have not. A suite is told with {@link Lacks} what is missing, and why. */
public enum Feature {
    /** A server that can misbehave. */
    SERVER("a server at the other end"),
    /** Tool calls that are streamed in fragments. */
    TOOL_FRAGMENTS("tool calls in fragments"),
    /** Arguments of tools as text, which may hold no valid JSON. */
    TOOL_ARGUMENTS_AS_TEXT("tool arguments as text"),
    /** Calls of tools without an id, or with an index or a name that says nothing. */
    UNTIDY_TOOL_CALLS("untidy tool calls"),
    /** Frames that say nothing but that the server is there. */
    KEEP_ALIVES("signs of life"),
    /** Frames of any length. */
    ENDLESS_FRAMES("frames of any length"),
    /** A seed. */
    SEED("seed"),
    /** Tools. */
    TOOLS("tools"),
    /** Forcing or forbidding tools. */
    TOOL_CHOICE("tool choice"),
    /** Answers after a JSON schema. */
    STRUCTURED_OUTPUT("structured output"),
    /** A setting for thinking. */
    THINKING("thinking"),
    /** Images in questions. */
    IMAGES("images"),
    /** Documents in questions. */
    DOCUMENTS("documents"),
    /** Videos in questions. */
    VIDEO("video"),
    /** Probabilities of tokens. */
    LOGPROBS("logprobs"),
    /** Embeddings. */
    EMBEDDINGS("embeddings"),
    /** Ranking of documents. */
    RERANK("rerank"),
    /** Completion of raw text. */
    COMPLETION("raw completion"),
    /** Completion between a prefix and a suffix. */
    FILL_IN_THE_MIDDLE("fill in the middle"),
    /** Counting tokens without asking. */
    TOKEN_COUNTING("token counting"),
    /** Managing what models there are. */
    LIBRARY("pull, load, unload, delete");

    private final String words;

    Feature(String words) {
        this.words = words;
    }

    /** The feature in words. */
    @Override
    public String toString() {
        return words;
    }
}
