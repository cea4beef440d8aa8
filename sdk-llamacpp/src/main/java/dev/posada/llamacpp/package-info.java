// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/**
 * llama.cpp's llama-server as a host, its own endpoints included, and {@link dev.posada.llamacpp.LlamaServer} to start one.
 */
@NullMarked
package dev.posada.llamacpp;

import org.jspecify.annotations.NullMarked;
