// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Small programs that show one thing each. The numbered ones are in reading order, and {@code ./example 03} runs the third.
 */
@NullMarked
package dev.posada.examples;

import org.jspecify.annotations.NullMarked;
