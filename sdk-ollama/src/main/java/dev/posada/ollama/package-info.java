// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** Ollama as a host of models, over its native API. */
@NullMarked
package dev.posada.ollama;

import org.jspecify.annotations.NullMarked;
