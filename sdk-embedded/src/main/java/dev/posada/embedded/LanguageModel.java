// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * A model as it was read from its file. Immutable and thread-safe.
 *
 * @param chatTemplate the Jinja template in the file; empty if there is none
 */
record LanguageModel(ModelShape shape, Tokenizer tokenizer, Transformer transformer, String chatTemplate) {}
