// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/** Something that a model can do. The list grows: a program that switches over it should have a default branch. */
public enum Capability {
    /** Answers in a conversation. */
    CHAT,
    /** Continues a text. */
    COMPLETION,
    /** Fills a gap in a text. */
    FILL_IN_THE_MIDDLE,
    /** Calls tools. */
    TOOLS,
    /** Answers in the form of a schema. */
    STRUCTURED_OUTPUT,
    /** Thinks before it answers. */
    THINKING,
    /** Looks at pictures. */
    IMAGES,
    /** Reads documents such as PDF files. */
    DOCUMENTS,
    /** Listens to sound. */
    AUDIO,
    /** Looks at videos. */
    VIDEO,
    /** Turns text into vectors. */
    EMBEDDING,
    /** Orders documents by how well they answer a question. */
    RERANK
}
