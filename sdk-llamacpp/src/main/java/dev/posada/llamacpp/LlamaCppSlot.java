// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

/**
 * One of the places where a server writes an answer, and what it remembers of the last prompt. Versions differ in what they
 * tell, so build nothing on more than this.
 *
 * @param id names the slot
 * @param busy whether it writes an answer at the moment
 * @param contextWindow how many tokens it can hold; zero where the server does not tell
 * @param json all that the server told, as JSON text
 */
public record LlamaCppSlot(int id, boolean busy, int contextWindow, String json) {}
