// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

/**
 * Something about a model that no API of Bedrock tells and that decides which requests it takes.
 *
 * <p>The word of a feature is its name in the data file. Its sentence says what a model without it can't do and what to do
 * instead.
 */
enum ModelFeature {
    CONVERSE(
            "converse",
            "can't be chatted with over Converse",
            "Take a chat model; embeddingModel or rerankModel may fit this one"),
    STREAMING("streaming", "does not stream its answers", "Use chat, which waits for the whole answer"),
    SYSTEM_PROMPT("system", "takes no system message", "Put the instruction into the first user message"),
    TOOLS("tools", "can't call tools", "Leave the tools out or take another model"),
    TOOLS_IN_STREAM("toolsInStream", "can't call tools while it streams", "Use chat, which waits for the whole answer"),
    ANY_TOOL("anyTool", "can't be made to call some tool", "Let it choose with ToolChoice.auto()"),
    NAMED_TOOL("namedTool", "can't be made to call a named tool", "Let it choose with ToolChoice.auto()"),
    STRICT_TOOLS("strictTools", "can't be held to the schema of a tool", "Leave the tool without strict"),
    STRUCTURED_OUTPUT(
            "structuredOutput",
            "can't hold its answer to a schema",
            "Describe the form in the prompt, or take another model"),
    IMAGES("images", "can't look at images", "Take a model that can see"),
    DOCUMENTS("documents", "takes no documents", "Send the document's text as text"),
    VIDEO("video", "can't look at videos", "Take a model that can, such as Amazon Nova Pro"),
    AUDIO("audio", "can't listen to sound", "Take a model that can, such as Voxtral"),
    THINKING_REPLAY("thinkingReplay", "refuses its own earlier thinking", "Leave thinking out of the messages"),
    PROMPT_CACHING("promptCaching", "has no prompt cache", "Leave the cache points out"),
    COUNT_TOKENS(
            "countTokens",
            "can't have its tokens counted",
            "Estimate them (about four characters of English a token), or read the usage of an answer"),
    EMBEDDINGS("embeddings", "makes no vectors", "Take an embedding model such as amazon.titan-embed-text-v2:0"),
    RERANK("rerank", "does not order documents", "Take a rerank model such as cohere.rerank-v3-5:0"),
    ON_DEMAND("onDemand", "can't be called by its bare id", "Call it by an inference profile");

    private final String word;
    private final String complaint;
    private final String advice;

    ModelFeature(String word, String complaint, String advice) {
        this.word = word;
        this.complaint = complaint;
        this.advice = advice;
    }

    /** The feature's name in the data file. */
    String word() {
        return word;
    }

    /** What a model without it can't do, to be put after the model's name. */
    String complaint() {
        return complaint;
    }

    /** What to do instead, without a full stop. */
    String advice() {
        return advice;
    }
}
