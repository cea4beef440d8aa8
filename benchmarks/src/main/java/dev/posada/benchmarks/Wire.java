// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.util.Locale;

/** A protocol that the stand-in server speaks. */
public enum Wire {
    /** Lines of JSON, as Ollama's own interface has them. */
    OLLAMA("Ollama", "/api/chat", "application/x-ndjson"),
    /** Server-sent events, as OpenAI has them. */
    OPENAI("OpenAI", "/v1/chat/completions", "text/event-stream"),
    /** Frames of the event stream of AWS. */
    BEDROCK("Bedrock", "/converse-stream", "application/vnd.amazon.eventstream");

    /** The model that is asked on Bedrock, where a name must be one that exists. */
    public static final String BEDROCK_MODEL = "openai.gpt-oss-20b-1:0";

    private final String title;
    private final String path;
    private final String streamType;

    Wire(String title, String path, String streamType) {
        this.title = title;
        this.path = path;
        this.streamType = streamType;
    }

    /** Where a chat is asked for. */
    public String path() {
        return path;
    }

    /** How tables call it. */
    String title() {
        return title;
    }

    /** What the others are compared with. */
    String floor() {
        return this == BEDROCK ? Entry.AWS_SDK : Entry.HAND_WRITTEN;
    }

    /** How options, and the profiles of the libraries' poms, call it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Wire ofPath(String path) {
        return path.endsWith(OLLAMA.path) ? OLLAMA : path.endsWith(OPENAI.path) ? OPENAI : BEDROCK;
    }

    String streamType() {
        return streamType;
    }
}
