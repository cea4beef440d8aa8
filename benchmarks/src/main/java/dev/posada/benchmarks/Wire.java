// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

/** A protocol that the stand-in server speaks. */
public enum Wire {
    /** Lines of JSON, as Ollama's own interface has them. */
    OLLAMA("/api/chat", "application/x-ndjson"),
    /** Server-sent events, as OpenAI has them. */
    OPENAI("/v1/chat/completions", "text/event-stream");

    private final String path;
    private final String streamType;

    Wire(String path, String streamType) {
        this.path = path;
        this.streamType = streamType;
    }

    /** Where a chat is asked for. */
    public String path() {
        return path;
    }

    String streamType() {
        return streamType;
    }
}
