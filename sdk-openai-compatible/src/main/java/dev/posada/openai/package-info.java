// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Servers that speak the OpenAI wire: {@link dev.posada.openai.OpenAiCompatible} as a host of any of them, and {@link
 * dev.posada.openai.OpenAiProtocol} for the backends that add to that wire.
 */
@NullMarked
package dev.posada.openai;

import org.jspecify.annotations.NullMarked;
