// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/**
 * Settings that only one backend has, such as {@code OllamaOptions}. A request may hold options for several backends, so
 * that it can go to any of them; each host reads its own and answers with a {@link ChatWarning#FOREIGN_OPTIONS} warning if
 * it finds only others.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface BackendOptions {}
